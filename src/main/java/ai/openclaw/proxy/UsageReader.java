package ai.openclaw.proxy;

import ai.openclaw.budget.Tokens;
import ai.openclaw.model.Dialect;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the usage out of an answer while it passes, in pieces of any size. What it holds is
/// limited; of an answer that it cannot read it gives an estimate.
final class UsageReader {

    /// Longer lines, and longer answers in one piece, are not read for usage.
    private static final int LONGEST = 8 << 20;

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Dialect dialect;
    private final boolean stream;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(1024);
    private boolean overlong;
    private long events;
    private long bytes;
    private boolean complete;
    private boolean known;
    private long input;
    private long output;
    private long cached;
    private long reasoning;

    /// @param stream whether the answer is a stream of events
    UsageReader(Dialect dialect, boolean stream) {
        this.dialect = dialect;
        this.stream = stream;
    }

    void feed(byte[] piece, int from, int length) {
        bytes += length;
        int start = from;
        int end = from + length;
        if (stream) {
            for (int i = from; i < end; i++) {
                if (piece[i] == '\n' || piece[i] == '\r') {
                    keep(piece, start, i);
                    line();
                    start = i + 1;
                }
            }
        }
        keep(piece, start, end);
    }

    private void keep(byte[] piece, int from, int to) {
        if (held.size() + to - from > LONGEST) {
            overlong = true;
        }
        if (!overlong) {
            held.write(piece, from, to - from);
        }
    }

    private void line() {
        if (!overlong && held.size() > DATA.length) {
            byte[] line = held.toByteArray();
            if (startsWith(line, DATA)) {
                events++;
                event(line);
            }
        }
        held.reset();
        overlong = false;
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (line[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    /// Most events hold a piece of the answer and nothing for us, so they are not parsed.
    private void event(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8).substring(DATA.length).strip();
        if (text.equals("[DONE]")) {
            complete = true;
        } else if (text.contains("\"usage\"") || text.contains("\"message_stop\"")) {
            try {
                read(JSON.readTree(text));
            } catch (JacksonException e) {
                // Not for us to mend; the estimate stands in.
            }
        }
    }

    private void read(JsonNode event) {
        switch (dialect) {
            case ANTHROPIC -> {
                String type = event.path("type").asString("");
                if (type.equals("message_start")) {
                    anthropic(event.path("message").path("usage"));
                } else if (type.equals("message_delta") || type.equals("message")) {
                    anthropic(event.path("usage"));
                }
                complete |= type.equals("message_stop") || type.equals("message");
            }
            case CHAT, EMBEDDINGS -> {
                openAi(
                        event.path("usage"),
                        "prompt_tokens",
                        "completion_tokens",
                        "_tokens_details");
                complete |= !stream && known;
            }
            case RESPONSES -> {
                var response = event.has("response") ? event.path("response") : event;
                openAi(response.path("usage"), "input_tokens", "output_tokens", "_tokens_details");
                complete |= known;
            }
        }
    }

    /// Later figures replace earlier ones, field by field: they count from the beginning.
    private void anthropic(JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        known = true;
        long read =
                usage.has("cache_read_input_tokens")
                        ? number(usage.path("cache_read_input_tokens"))
                        : cached;
        if (usage.has("input_tokens")) {
            input =
                    number(usage.path("input_tokens"))
                            + number(usage.path("cache_creation_input_tokens"))
                            + read;
        }
        cached = read;
        if (usage.has("output_tokens")) {
            output = number(usage.path("output_tokens"));
        }
    }

    private void openAi(JsonNode usage, String in, String out, String details) {
        if (!usage.isObject()) {
            return;
        }
        known = true;
        input = number(usage.path(in));
        output = number(usage.path(out));
        cached =
                Math.min(
                        input,
                        number(usage.path(in.replace("_tokens", details)).path("cached_tokens")));
        reasoning = number(usage.path(out.replace("_tokens", details)).path("reasoning_tokens"));
    }

    /// A figure that no provider means is none.
    private static long number(JsonNode value) {
        return Math.clamp(value.asLong(0), 0, 1_000_000_000_000L);
    }

    /// What the answer used.
    ///
    /// @param guessedInput of the request, in case nobody says
    Tokens tokens(long guessedInput) {
        if (!stream && !overlong && !known) {
            whole();
        }
        if (known && complete) {
            return new Tokens(input, output, Math.min(cached, input), reasoning, false);
        }
        // An event is about a token, and a token about four bytes.
        long guessed = stream ? events : bytes / 4;
        return new Tokens(
                known && input > 0 ? input : guessedInput,
                Math.max(output, guessed),
                Math.min(cached, input),
                reasoning,
                true);
    }

    private void whole() {
        try {
            read(JSON.readTree(held.toByteArray()));
        } catch (JacksonException e) {
            // Not for us to mend; the estimate stands in.
        }
    }
}
