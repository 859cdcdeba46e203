package ai.openclaw.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Anthropic Messages (https://docs.anthropic.com/en/api/messages).
final class Messages implements Dialect {

    /// The API wants a limit; every model that can use tools well allows this one.
    private static final int LONGEST = 8192;

    private static final Json CACHED = Json.object("type", "ephemeral");

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public Json request(Question question) {
        var messages = new ArrayList<Json>();
        for (var entry : question.conversation().entries()) {
            messages.add(
                    switch (entry) {
                        case Conversation.Said(String text) -> message("user", List.of(text(text)));
                        case Conversation.Answered(Answer answer) ->
                                message("assistant", blocks(answer));
                        case Conversation.Results(var results) ->
                                message("user", results.stream().map(Messages::result).toList());
                    });
        }
        // What was said so far is read from the provider's cache the next time.
        Json last = messages.removeLast();
        messages.add(last.with("content", cached(last.get("content").items())));
        return Json.object(
                "model",
                question.model(),
                "max_tokens",
                question.longest() == 0 ? LONGEST : question.longest(),
                "stream",
                true,
                "system",
                cached(List.of(text(question.system()))),
                "tools",
                question.tools().all().stream()
                        .map(it ->
                                Json.object(
                                        "name", it.name(),
                                        "description", it.description(),
                                        "input_schema", it.input()))
                        .toList(),
                "messages",
                messages);
    }

    private static Json message(String role, List<Json> content) {
        return Json.object("role", role, "content", content);
    }

    private static Json text(String text) {
        return Json.object("type", "text", "text", text);
    }

    private static List<Json> blocks(Answer answer) {
        var blocks = new ArrayList<>(answer.kept());
        // A text of blanks alone is refused.
        if (!answer.text().isBlank()) {
            blocks.add(text(answer.text()));
        }
        for (Call call : answer.calls()) {
            Json input = call.arguments();
            blocks.add(
                    Json.object(
                            "type",
                            "tool_use",
                            "id",
                            call.id(),
                            "name",
                            call.name(),
                            "input",
                            input.isMissing() ? Json.object() : input));
        }
        if (blocks.isEmpty()) {
            blocks.add(text("(nothing)"));
        }
        return blocks;
    }

    private static Json result(Conversation.Result result) {
        return Json.object(
                "type",
                "tool_result",
                "tool_use_id",
                result.call().id(),
                "content",
                result.text(),
                "is_error",
                result.failed() ? true : null);
    }

    private static List<Json> cached(List<Json> blocks) {
        var all = new ArrayList<>(blocks);
        all.add(all.removeLast().with("cache_control", CACHED));
        return all;
    }

    @Override
    public Reading reading(Consumer<String> heard) {
        return new Stream(heard);
    }

    private static final class Stream implements Reading {

        private final Consumer<String> heard;
        private final Map<Long, Block> blocks = new TreeMap<>();
        private Json usage = Json.object();
        private String stop = "";
        private boolean complete;

        Stream(Consumer<String> heard) {
            this.heard = heard;
        }

        /// A piece of the answer, growing.
        private static final class Block {
            private Json start = Json.MISSING;
            private final StringBuilder text = new StringBuilder();
            private final StringBuilder signature = new StringBuilder();
        }

        @Override
        public void event(Json event) throws ModelFailure {
            var block = blocks.get(event.get("index").number(-1));
            switch (event.get("type").text()) {
                case "message_start" -> used(event.get("message").get("usage"));
                case "content_block_start" -> {
                    block = new Block();
                    block.start = event.get("content_block");
                    blocks.put(event.get("index").number(0), block);
                    grow(block, block.start.get("text").text());
                    block.text.append(block.start.get("thinking").text());
                }
                case "content_block_delta" -> {
                    if (block != null) {
                        delta(block, event.get("delta"));
                    }
                }
                case "message_delta" -> {
                    stop = event.get("delta").get("stop_reason").text(stop);
                    used(event.get("usage"));
                }
                case "message_stop" -> complete = true;
                case "error" ->
                        throw ModelFailure.said(
                                event.get("error").get("type").text(),
                                event.get("error").get("message").text());
                default -> {}
            }
        }

        private void delta(Block block, Json delta) {
            switch (delta.get("type").text()) {
                case "text_delta" -> grow(block, delta.get("text").text());
                case "input_json_delta" -> block.text.append(delta.get("partial_json").text());
                case "thinking_delta" -> block.text.append(delta.get("thinking").text());
                case "signature_delta" -> block.signature.append(delta.get("signature").text());
                default -> {}
            }
        }

        private void grow(Block block, String text) {
            if (!text.isEmpty()) {
                block.text.append(text);
                heard.accept(text);
            }
        }

        /// Later figures replace earlier ones: they count from the beginning.
        private void used(Json figures) {
            for (var figure : figures.fields().entrySet()) {
                usage = usage.with(figure.getKey(), figure.getValue());
            }
        }

        @Override
        public boolean complete() {
            return complete;
        }

        @Override
        public Answer answer() {
            var text = new StringBuilder();
            var calls = new ArrayList<Call>();
            var kept = new ArrayList<Json>();
            for (Block block : blocks.values()) {
                switch (block.start.get("type").text()) {
                    case "text" -> text.append(block.text);
                    case "tool_use" -> calls.add(call(block));
                    case "thinking" ->
                            kept.add(
                                    block.start
                                            .with("thinking", block.text.toString())
                                            .with("signature", block.signature.toString()));
                    case "redacted_thinking" -> kept.add(block.start);
                    default -> {}
                }
            }
            long cached = usage.get("cache_read_input_tokens").number(0);
            return new Answer(
                    text.toString(),
                    calls,
                    kept,
                    new Tokens(
                            usage.get("input_tokens").number(0)
                                    + usage.get("cache_creation_input_tokens").number(0)
                                    + cached,
                            usage.get("output_tokens").number(0),
                            cached),
                    stop.equals("max_tokens"));
        }

        private static Call call(Block block) {
            Json whole = block.start.get("input");
            return new Call(
                    block.start.get("id").text(),
                    block.start.get("name").text(),
                    block.text.isEmpty() && whole.isObject()
                            ? whole.toString()
                            : block.text.toString(),
                    null);
        }
    }
}
