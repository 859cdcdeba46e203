package ai.openclaw.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Records an engine's event stream of sandboxes, across restarts of the engine: it connects again
/// as often as it is cut off, and asks from the last event on.
final class EngineEvents implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofMillis(200);

    private final OwnEngine engine;
    private final Set<String> seen = new HashSet<>();
    private final List<Ledger.Death> deaths = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Instant last = Instant.now();
    private volatile Process stream;

    EngineEvents(OwnEngine engine) throws IOException {
        this.engine = engine;
        this.stream = connect();
        Thread.ofVirtual().name("events of " + engine.name()).start(this::record);
    }

    List<Ledger.Death> deaths() {
        synchronized (seen) {
            return List.copyOf(deaths);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        stream.destroy();
    }

    private Process connect() throws IOException {
        var command =
                engine.command(
                        "events",
                        "--since",
                        last.getEpochSecond() + "." + "%09d".formatted(last.getNano()),
                        "--filter",
                        "type=container",
                        "--filter",
                        "label=ai.openclaw.sandbox",
                        "--filter",
                        "event=die",
                        "--format",
                        "{{json .}}");
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private void record() {
        try {
            do {
                read();
                stream = connect();
            } while (!closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
            stream.destroy();
        } catch (IOException e) {
            throw new IllegalStateException("the events of " + engine.name() + " are lost", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                note(line);
            }
        }
    }

    private void note(String line) {
        synchronized (seen) {
            if (!seen.add(line)) {
                return;
            }
            JsonNode event = Api.JSON.readTree(line);
            long nanos = event.get("timeNano").asLong();
            last = Instant.ofEpochSecond(0, nanos);
            var attributes = event.at("/Actor/Attributes");
            deaths.add(
                    new Ledger.Death(
                            attributes.get("ai.openclaw.sandbox").asString(),
                            Integer.parseInt(attributes.get("exitCode").asString()),
                            last));
        }
    }
}
