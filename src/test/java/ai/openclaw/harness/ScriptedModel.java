package ai.openclaw.harness;

import ai.openclaw.proxy.ScriptedProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model that says what a test has it say, turn by turn, as the providers of each dialect stream
/// it: in small pieces, with what else they send in between.
public final class ScriptedModel {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String dialect;
    private final List<Turn> turns;
    private final AtomicInteger next = new AtomicInteger();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    /// @param dialect anthropic, chat or responses
    public ScriptedModel(String dialect, Turn... turns) {
        this.dialect = dialect;
        this.turns = List.of(turns);
    }

    /// One answer. It used 100 tokens for each turn up to it, 10 of them from a cache, and 7 to say
    /// it.
    public record Turn(String text, List<Call> calls) {}

    /// @param input as JSON
    public record Call(String name, String input) {}

    public static Turn say(String text, Call... calls) {
        return new Turn(text, Arrays.asList(calls));
    }

    public static Call call(String name, String... namesAndValues) {
        var input = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            input.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Call(name, input.toString());
    }

    /// Has a provider, or a gateway, answer as this model. What goes past the script fails for
    /// good.
    public void at(ScriptedProvider provider) {
        provider.on(
                path(),
                (exchange, body) -> {
                    requests.add(JSON.readTree(body));
                    int turn = next.getAndIncrement();
                    var answer =
                            turn < turns.size()
                                    ? ScriptedProvider.stream(stream(turn))
                                    : ScriptedProvider.reply(
                                            400,
                                            "application/json",
                                            "{\"error\": {\"message\": \"the script is over\"}}");
                    answer.to(exchange, body);
                });
    }

    String path() {
        return switch (dialect) {
            case "anthropic" -> "/v1/messages";
            case "chat" -> "/v1/chat/completions";
            default -> "/v1/responses";
        };
    }

    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    public long inputTokens() {
        int said = Math.min(next.get(), turns.size());
        return 100L * said * (said + 1) / 2;
    }

    public long outputTokens() {
        return 7L * Math.min(next.get(), turns.size());
    }

    /// The outputs of tools that a request brings, in their order.
    public List<String> outputs(JsonNode request) {
        var outputs = new ArrayList<String>();
        switch (dialect) {
            case "anthropic" ->
                    request.path("messages")
                            .forEach(message ->
                                    message.path("content")
                                            .forEach(it -> {
                                                if (it.path("type")
                                                        .asString("")
                                                        .equals("tool_result")) {
                                                    outputs.add(it.path("content").asString());
                                                }
                                            }));
            case "chat" ->
                    request.path("messages")
                            .forEach(it -> {
                                if (it.path("role").asString("").equals("tool")) {
                                    outputs.add(it.path("content").asString());
                                }
                            });
            default ->
                    request.path("input")
                            .forEach(it -> {
                                if (it.path("type").asString("").equals("function_call_output")) {
                                    outputs.add(it.path("output").asString());
                                }
                            });
        }
        return outputs;
    }

    /// The answer of this turn, from 0 on, as a stream of events.
    String stream(int turn) {
        return ScriptedStreams.of(dialect, turns.get(turn), turn, 100L * (turn + 1), 7);
    }
}
