package ai.openclaw.harness;

import java.util.Objects;

/// Notices an agent that runs against the same wall again and again: the same call, failing with
/// the same words, with nothing else tried in between.
final class Rut {

    private static final int MOST = 3;

    private String latest = "";
    private int times;

    void saw(Conversation.Result result) {
        if (!result.failed()) {
            latest = "";
            times = 0;
            return;
        }
        // How long it took is never the same twice.
        String now =
                result.call().name()
                        + result.call().input()
                        + result.text().replaceFirst(", [0-9.,]+ s\n", "\n");
        times = Objects.equals(now, latest) ? times + 1 : 1;
        latest = now;
    }

    boolean deep() {
        return times >= MOST;
    }

    /// Whether it is time to say so to the model.
    boolean begins() {
        return times == MOST - 1;
    }
}
