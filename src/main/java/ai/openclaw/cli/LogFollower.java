package ai.openclaw.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Follows a task's log as server-sent events until the gateway says that it ends. A connection
/// that breaks is made again with the last number seen, so that no line is lost and none comes
/// twice.
final class LogFollower {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GatewayClient gateway;
    private final Terminal terminal;
    private final Consumer<JsonNode> sink;
    private long seen;

    /// @param after the number of the last line not wanted; 0 for the whole log
    /// @param sink gets each line once, in order
    LogFollower(GatewayClient gateway, Terminal terminal, long after, Consumer<JsonNode> sink) {
        this.gateway = gateway;
        this.terminal = terminal;
        this.seen = after;
        this.sink = sink;
    }

    /// Returns when the log ends.
    ///
    /// @param path of the log, with its query
    /// @throws CommandFailed if the gateway refuses, or stays away for too long
    void follow(String path) throws InterruptedException {
        long lost = 0;
        long pause = 200;
        while (true) {
            long before = seen;
            try (var stream = gateway.open(path, "text/event-stream", resume())) {
                if (read(stream)) {
                    return;
                }
            } catch (IOException e) {
                if (lost != 0 && System.nanoTime() - lost > PATIENCE.toNanos()) {
                    throw gateway.unreachable(e);
                }
            }
            if (seen > before) {
                lost = 0;
                pause = 200;
            }
            if (lost == 0) {
                lost = System.nanoTime();
                terminal.say(
                        Style.FAINT.on("connection lost, trying again …", terminal.errorColour()));
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(5_000, pause * 2);
        }
    }

    private Map<String, String> resume() {
        return seen == 0 ? Map.of() : Map.of("Last-Event-ID", Long.toString(seen));
    }

    /// @return whether the log ended, rather than the connection
    private boolean read(InputStream stream) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        String event = "";
        var data = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty()) {
                if (event.equals("end")) {
                    return true;
                }
                deliver(data.toString());
                event = "";
                data.setLength(0);
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).stripLeading());
            }
        }
        return false;
    }

    private void deliver(String data) throws IOException {
        if (data.isEmpty()) {
            return;
        }
        JsonNode line;
        try {
            line = JSON.readTree(data);
        } catch (JacksonException e) {
            throw new IOException("an unreadable event", e);
        }
        long seq = line.path("seq").asLong(0);
        if (seq > seen) {
            seen = seq;
            sink.accept(line);
        }
    }
}
