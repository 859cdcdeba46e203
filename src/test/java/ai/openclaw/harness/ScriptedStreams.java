package ai.openclaw.harness;

import ai.openclaw.harness.ScriptedModel.Call;
import ai.openclaw.harness.ScriptedModel.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Answers in the shapes in which providers stream them.
final class ScriptedStreams {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ScriptedStreams() {}

    static String of(String dialect, Turn turn, int number, long input, long output) {
        return switch (dialect) {
            case "anthropic" -> anthropic(turn, number, input, output);
            case "chat" -> chat(turn, number, input, output);
            default -> responses(turn, number, input, output);
        };
    }

    private static String anthropic(Turn turn, int number, long input, long output) {
        var out = new StringBuilder();
        named(
                out,
                "message_start",
                "\"message\":{\"id\":\"msg_%d\",\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":%d,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":10,\"output_tokens\":1}}"
                        .formatted(number, input - 15));
        named(out, "ping", "\"x\":1");
        int index = 0;
        if (!turn.text().isEmpty()) {
            named(
                    out,
                    "content_block_start",
                    "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
            for (String piece : pieces(turn.text())) {
                named(
                        out,
                        "content_block_delta",
                        "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":%s}"
                                .formatted(quoted(piece)));
            }
            named(out, "content_block_stop", "\"index\":0");
            index++;
        }
        for (Call call : turn.calls()) {
            named(
                    out,
                    "content_block_start",
                    "\"index\":%d,\"content_block\":{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":{}}"
                            .formatted(index, id(number, index), call.name()));
            for (String piece : pieces(call.input())) {
                named(
                        out,
                        "content_block_delta",
                        "\"index\":%d,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":%s}"
                                .formatted(index, quoted(piece)));
            }
            named(out, "content_block_stop", "\"index\":" + index);
            index++;
        }
        named(
                out,
                "message_delta",
                "\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":%d}"
                        .formatted(turn.calls().isEmpty() ? "end_turn" : "tool_use", output));
        named(out, "message_stop", "\"x\":1");
        return out.toString();
    }

    private static String chat(Turn turn, int number, long input, long output) {
        var out = new StringBuilder();
        chunk(out, "{\"role\":\"assistant\",\"content\":\"\"}", null);
        for (String piece : pieces(turn.text())) {
            chunk(out, "{\"content\":%s}".formatted(quoted(piece)), null);
        }
        for (int i = 0; i < turn.calls().size(); i++) {
            var call = turn.calls().get(i);
            chunk(
                    out,
                    "{\"tool_calls\":[{\"index\":%d,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"\"}}]}"
                            .formatted(i, id(number, i), call.name()),
                    null);
            for (String piece : pieces(call.input())) {
                chunk(
                        out,
                        "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]}"
                                .formatted(i, quoted(piece)),
                        null);
            }
        }
        chunk(out, "{}", turn.calls().isEmpty() ? "stop" : "tool_calls");
        out.append(
                "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"prompt_tokens_details\":{\"cached_tokens\":10}}}\n\n"
                        .formatted(input, output));
        return out.append("data: [DONE]\n\n").toString();
    }

    private static void chunk(StringBuilder out, String delta, @Nullable String finish) {
        out.append(
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}],\"usage\":null}\n\n"
                        .formatted(delta, finish == null ? "null" : quoted(finish)));
    }

    private static String responses(Turn turn, int number, long input, long output) {
        var out = new StringBuilder();
        named(out, "response.created", "\"response\":{\"id\":\"r\",\"usage\":null}");
        if (!turn.text().isEmpty()) {
            named(
                    out,
                    "response.output_item.added",
                    "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_%d\",\"role\":\"assistant\",\"content\":[]}"
                            .formatted(number));
        }
        for (String piece : pieces(turn.text())) {
            named(
                    out,
                    "response.output_text.delta",
                    "\"output_index\":0,\"delta\":" + quoted(piece));
        }
        if (!turn.text().isEmpty()) {
            named(
                    out,
                    "response.output_item.done",
                    "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_%d\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":%s}]}"
                            .formatted(number, quoted(turn.text())));
        }
        for (int i = 0; i < turn.calls().size(); i++) {
            var call = turn.calls().get(i);
            for (String piece : pieces(call.input())) {
                named(
                        out,
                        "response.function_call_arguments.delta",
                        "\"output_index\":%d,\"delta\":%s".formatted(i + 1, quoted(piece)));
            }
            named(
                    out,
                    "response.output_item.done",
                    "\"item\":{\"type\":\"function_call\",\"id\":\"fc_%d\",\"call_id\":\"%s\",\"name\":\"%s\",\"arguments\":%s}"
                            .formatted(i, id(number, i), call.name(), quoted(call.input())));
        }
        named(
                out,
                "response.completed",
                "\"response\":{\"id\":\"r\",\"usage\":{\"input_tokens\":%d,\"input_tokens_details\":{\"cached_tokens\":10},\"output_tokens\":%d,\"total_tokens\":%d}}"
                        .formatted(input, output, input + output));
        return out.toString();
    }

    private static void named(StringBuilder out, String type, String fields) {
        out.append("event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, fields));
    }

    static String id(int turn, int index) {
        return "call_" + turn + "_" + index;
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /// By whole characters.
    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i += 7) {
            pieces.add(new String(points, i, Math.min(7, points.length - i)));
        }
        return pieces;
    }
}
