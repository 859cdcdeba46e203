package ai.openclaw.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// OpenAI Chat Completions (https://platform.openai.com/docs/api-reference/chat), as many others
/// speak it too, each a little differently.
final class Completions implements Dialect {

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public Json request(Question question) {
        var messages = new ArrayList<Json>();
        messages.add(message("system", question.system()));
        for (var entry : question.conversation().entries()) {
            switch (entry) {
                case Conversation.Said(String text) -> messages.add(message("user", text));
                case Conversation.Answered(Answer answer) -> messages.add(said(answer));
                case Conversation.Results(var results) ->
                        results.forEach(it ->
                                messages.add(
                                        message("tool", it.text())
                                                .with("tool_call_id", it.call().id())));
            }
        }
        return Json.object(
                "model",
                question.model(),
                "stream",
                true,
                "stream_options",
                Json.object("include_usage", true),
                "max_completion_tokens",
                question.longest() == 0 ? null : question.longest(),
                "tools",
                question.tools().all().stream()
                        .map(it ->
                                Json.object(
                                        "type",
                                        "function",
                                        "function",
                                        Json.object(
                                                "name", it.name(),
                                                "description", it.description(),
                                                "parameters", it.input())))
                        .toList(),
                "messages",
                messages);
    }

    private static Json message(String role, String content) {
        return Json.object("role", role, "content", content);
    }

    private static Json said(Answer answer) {
        var message = message("assistant", answer.text());
        return answer.calls().isEmpty()
                ? message
                : message.with(
                        "tool_calls", answer.calls().stream().map(Completions::call).toList());
    }

    private static Json call(Call call) {
        return Json.object(
                "id", call.id(),
                "type", "function",
                "function",
                        Json.object(
                                "name",
                                call.name(),
                                "arguments",
                                call.arguments().isMissing() ? "{}" : call.input()),
                "extra_content", call.extra());
    }

    @Override
    public Reading reading(Consumer<String> heard) {
        return new Chunks(heard);
    }

    private static final class Chunks implements Reading {

        private final Consumer<String> heard;
        private final StringBuilder text = new StringBuilder();
        private final List<Part> parts = new ArrayList<>();
        private Json usage = Json.MISSING;
        private String finish = "";

        Chunks(Consumer<String> heard) {
            this.heard = heard;
        }

        /// A call, growing.
        private static final class Part {
            private final long index;
            private String id = "";
            private @Nullable Json extra;
            private final StringBuilder name = new StringBuilder();
            private final StringBuilder input = new StringBuilder();

            Part(long index) {
                this.index = index;
            }
        }

        @Override
        public void event(Json event) throws ModelFailure {
            Json error = event.get("error");
            if (error.isObject()) {
                throw ModelFailure.said(
                        error.get("code").text(error.get("type").text()),
                        error.get("message").text());
            }
            if (event.get("usage").isObject()) {
                usage = event.get("usage");
            }
            Json choice = event.get("choices").get(0);
            Json delta = choice.get("delta");
            String more = delta.get("content").text();
            if (!more.isEmpty()) {
                text.append(more);
                heard.accept(more);
            }
            delta.get("tool_calls").items().forEach(this::call);
            finish = choice.get("finish_reason").text(finish);
        }

        private void call(Json delta) {
            String id = delta.get("id").text();
            var part = part(delta.get("index").number(0), id);
            part.id = part.id.isEmpty() ? id : part.id;
            part.name.append(delta.get("function").get("name").text());
            part.input.append(delta.get("function").get("arguments").text());
            if (!delta.get("extra_content").isMissing()) {
                part.extra = delta.get("extra_content");
            }
        }

        /// By index; some give the same one to all and tell calls apart by id alone.
        private Part part(long index, String id) {
            for (Part part : parts.reversed()) {
                if (part.index == index
                        && (id.isEmpty() || part.id.isEmpty() || part.id.equals(id))) {
                    return part;
                }
            }
            var part = new Part(index);
            parts.add(part);
            return part;
        }

        @Override
        public boolean complete() {
            return !finish.isEmpty();
        }

        @Override
        public Answer answer() {
            var calls =
                    Stream.iterate(0, it -> it < parts.size(), it -> it + 1)
                            .map(it -> call(parts.get(it), it))
                            .toList();
            return new Answer(
                    text.toString(),
                    calls,
                    List.of(),
                    new Tokens(
                            usage.get("prompt_tokens").number(0),
                            usage.get("completion_tokens").number(0),
                            usage.get("prompt_tokens_details").get("cached_tokens").number(0)),
                    finish.equals("length"));
        }

        private static Call call(Part part, int number) {
            return new Call(
                    part.id.isEmpty() ? "call_" + number : part.id,
                    part.name.toString(),
                    part.input.toString(),
                    part.extra);
        }
    }
}
