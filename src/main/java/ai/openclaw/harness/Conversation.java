package ai.openclaw.harness;

import java.util.ArrayList;
import java.util.List;

/// Everything said so far, in order. When it gets too long for the model, the oldest outputs of
/// tools are left out: what was done stays visible, and can be looked at again.
final class Conversation {

    /// Shorter outputs are not worth leaving out.
    private static final int SHORT = 300;

    /// The end of the conversation that always stays whole.
    private static final int RECENT = 4;

    private final List<Entry> entries = new ArrayList<>();

    /// One voice's say.
    sealed interface Entry {}

    /// Said by the one who gave the task, or by this program in their place.
    record Said(String text) implements Entry {}

    /// Said by the model.
    record Answered(Answer answer) implements Entry {}

    /// What came of all calls of the answer before.
    record Results(List<Result> results) implements Entry {

        Results {
            results = List.copyOf(results);
        }
    }

    /// What came of one call.
    ///
    /// @param text for the model to read
    record Result(Call call, String text, boolean failed) {

        private Result shortened() {
            return text.length() <= SHORT
                    ? this
                    : new Result(
                            call,
                            "(%,d characters were removed to make room)".formatted(text.length()),
                            failed);
        }
    }

    void say(String text) {
        entries.add(new Said(text));
    }

    void add(Answer answer) {
        entries.add(new Answered(answer));
    }

    void add(List<Result> results) {
        entries.add(new Results(results));
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// Leaves out outputs, oldest first, until what remains of all outputs is half as long. Many at
    /// once, because each change of the beginning costs the provider's cache.
    ///
    /// @return whether there was anything to leave out
    boolean shorten() {
        long before = outputs();
        long now = before;
        for (int i = 0; i < entries.size() - RECENT && now > before / 2; i++) {
            if (entries.get(i) instanceof Results(var results)) {
                entries.set(i, new Results(results.stream().map(Result::shortened).toList()));
                now = outputs();
            }
        }
        return now < before;
    }

    private long outputs() {
        return entries.stream()
                .mapToLong(it ->
                        it instanceof Results(var results)
                                ? results.stream().mapToLong(one -> one.text().length()).sum()
                                : 0)
                .sum();
    }
}
