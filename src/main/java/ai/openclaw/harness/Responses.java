package ai.openclaw.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// OpenAI Responses (https://platform.openai.com/docs/api-reference/responses). Nothing is kept at
/// the provider: each question holds the whole conversation.
final class Responses implements Dialect {

    /// Models that think first. Their thoughts come sealed and go back so; others refuse to be
    /// asked for them.
    private static final Pattern THINKS = Pattern.compile("(?:.*/)?(?:o[0-9]|gpt-5|codex).*");

    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public Json request(Question question) {
        var input = new ArrayList<Json>();
        for (var entry : question.conversation().entries()) {
            switch (entry) {
                case Conversation.Said(String text) -> input.add(message("user", text));
                case Conversation.Answered(Answer answer) -> input.addAll(said(answer));
                case Conversation.Results(var results) ->
                        results.forEach(it ->
                                input.add(
                                        Json.object(
                                                "type", "function_call_output",
                                                "call_id", it.call().id(),
                                                "output", it.text())));
            }
        }
        return Json.object(
                "model",
                question.model(),
                "stream",
                true,
                "store",
                false,
                "include",
                THINKS.matcher(question.model()).matches()
                        ? List.of("reasoning.encrypted_content")
                        : null,
                "max_output_tokens",
                question.longest() == 0 ? null : question.longest(),
                "instructions",
                question.system(),
                "tools",
                question.tools().all().stream()
                        .map(it ->
                                Json.object(
                                        "type", "function",
                                        "name", it.name(),
                                        "description", it.description(),
                                        "parameters", it.input(),
                                        "strict", false))
                        .toList(),
                "input",
                input);
    }

    private static Json message(String role, String content) {
        return Json.object("role", role, "content", content);
    }

    private static List<Json> said(Answer answer) {
        var items = new ArrayList<>(answer.kept());
        if (!answer.text().isBlank()) {
            items.add(message("assistant", answer.text()));
        }
        for (Call call : answer.calls()) {
            items.add(
                    Json.object(
                            "type",
                            "function_call",
                            "call_id",
                            call.id(),
                            "name",
                            call.name(),
                            "arguments",
                            call.arguments().isMissing() ? "{}" : call.input()));
        }
        return items;
    }

    @Override
    public Reading reading(Consumer<String> heard) {
        return new Items(heard);
    }

    private static final class Items implements Reading {

        private final Consumer<String> heard;
        private final StringBuilder text = new StringBuilder();
        private final List<Call> calls = new ArrayList<>();
        private final List<Json> kept = new ArrayList<>();
        private Json usage = Json.MISSING;
        private boolean complete;
        private boolean cut;

        Items(Consumer<String> heard) {
            this.heard = heard;
        }

        @Override
        public void event(Json event) throws ModelFailure {
            switch (event.get("type").text()) {
                case "response.output_text.delta", "response.refusal.delta" -> {
                    String more = event.get("delta").text();
                    text.append(more);
                    heard.accept(more);
                }
                case "response.output_item.done" -> item(event.get("item"));
                case "response.completed" -> end(event, false);
                case "response.incomplete" -> end(event, true);
                case "response.failed" -> throw failed(event.get("response").get("error"));
                case "error" ->
                        throw failed(event.get("error").isObject() ? event.get("error") : event);
                default -> {}
            }
        }

        private void item(Json item) {
            switch (item.get("type").text()) {
                case "function_call" ->
                        calls.add(
                                new Call(
                                        item.get("call_id").text(),
                                        item.get("name").text(),
                                        item.get("arguments").text(),
                                        null));
                case "reasoning" -> {
                    // Without it the provider would have to remember.
                    if (item.get("encrypted_content").isText()) {
                        kept.add(item);
                    }
                }
                default -> {}
            }
        }

        private void end(Json event, boolean early) {
            usage = event.get("response").get("usage");
            complete = true;
            cut = early;
        }

        private static ModelFailure failed(Json error) {
            return ModelFailure.said(error.get("code").text(), error.get("message").text());
        }

        @Override
        public boolean complete() {
            return complete;
        }

        @Override
        public Answer answer() {
            return new Answer(
                    text.toString(),
                    calls,
                    kept,
                    new Tokens(
                            usage.get("input_tokens").number(0),
                            usage.get("output_tokens").number(0),
                            usage.get("input_tokens_details").get("cached_tokens").number(0)),
                    cut);
        }
    }
}
