package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that ends without a word, at points spread over an attempt's life. After the next
/// start the task ends as it should and nothing is left of the sandbox that was lost.
///
/// `-Dopenclaw.halts=all` tries every point instead of [#USUALLY] of them.
class HaltedGatewayTest extends EndToEnd {

    private static final int USUALLY = 12;

    @TempDir static Path agent;

    /// The pool passes the same points at times of its own.
    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_POOL_MOST", "0");
    }

    @Override
    List<String> jvm() {
        var options = new ArrayList<>(super.jvm());
        try {
            options.add(HaltAgent.option(agent));
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereverTheGatewayEndsTheTaskEndsWellAndNothingIsLeft() throws Exception {
        var points = pointsOfALife();
        assertThat(points).as("points of an attempt's life").hasSizeGreaterThan(30);
        for (String point : chosen(points)) {
            haltAt(point);
        }
    }

    /// Of a second attempt: the first passes some that no later one does.
    private List<String> pointsOfALife() throws IOException {
        finished(submit());
        Files.delete(agent.resolve("reached"));
        finished(submit());
        return Files.readAllLines(agent.resolve("reached"));
    }

    private static List<String> chosen(List<String> points) {
        if ("all".equals(System.getProperty("openclaw.halts"))) {
            return points;
        }
        var chosen = new ArrayList<String>();
        for (int i = 0; i < USUALLY; i++) {
            chosen.add(points.get(i * points.size() / USUALLY));
        }
        return chosen;
    }

    private void haltAt(String point) throws Exception {
        Files.writeString(agent.resolve("armed"), point);
        var task = submit();
        gateway.awaitHalt();
        Files.delete(agent.resolve("armed"));
        gateway.restart();
        api = gateway.api();

        var ended = finished(task);
        assertThat(ended.get("state").asString()).as("%s: %s", point, ended).isEqualTo("SUCCEEDED");
        assertThat(
                        StreamSupport.stream(ended.get("attempts").spliterator(), false)
                                .filter(a -> a.get("state").asString().equals("SUCCEEDED")))
                .hasSize(1);
        assertThat(log(task)).as(point).contains("from a file");
        assertThat(api.text("/tasks/" + task + "/artifacts/kept.txt", "*/*")).isEqualTo("kept\n");
        await("nothing to be left after " + point)
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> {
                    assertThat(EngineLedger.leftovers(node())).isEmpty();
                    try (var connection = gateway.sql()) {
                        assertThat(Agreement.flawsOfRows(connection)).isEmpty();
                    }
                });
    }

    private String submit() {
        return shell(
                "cat a.txt; echo kept > out/kept.txt",
                Map.of("files", List.of(Map.of("path", "a.txt", "content", "from a file\n"))));
    }
}
