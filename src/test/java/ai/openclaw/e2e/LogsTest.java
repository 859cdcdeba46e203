package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a task prints arrives whole, in order, and can be followed across disconnections.
class LogsTest extends EndToEnd {

    @Test
    void hundredThousandLinesArriveCompleteAndInOrder() {
        var task = shell("seq 1 100000");
        assertThat(finished(task).get("state").asString()).isEqualTo("SUCCEEDED");

        var lines = logLines(task);
        assertThat(lines.stream().map(l -> l.get("text").asString()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 100_000).mapToObj(Integer::toString).toList());
        assertThat(lines.stream().map(l -> l.get("seq").asLong()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 100_000).boxed().toList());
    }

    @Test
    void followedLogResumesAtLastEventIdWithoutLossOrDoubling() {
        var task =
                shell(
                        "i=0; while [ $i -lt 60 ]; do seq $((i*50+1)) $((i*50+50)); sleep 0.05; i=$((i+1)); done");
        var received = new ArrayList<String>();
        var last = "0";
        int connections = 0;
        boolean ended = false;
        while (!ended) {
            assertThat(++connections).isLessThan(100);
            var part = new Follower(250);
            try (var events =
                    api.lines(
                            "/tasks/" + task + "/logs",
                            Map.of("Accept", "text/event-stream", "Last-Event-ID", last))) {
                events.takeWhile(part::accept).forEach(_ -> {});
            }
            received.addAll(part.texts);
            last = part.lastId == null ? last : part.lastId;
            ended = part.ended;
        }

        assertThat(connections).isGreaterThan(5);
        assertThat(received)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 3000).mapToObj(Integer::toString).toList());
    }

    /// Reads one connection's events and hangs up after some lines.
    private static final class Follower {
        final List<String> texts = new ArrayList<>();
        final int most;
        @org.jspecify.annotations.Nullable String lastId;
        @org.jspecify.annotations.Nullable String pendingId;
        boolean ended;

        Follower(int most) {
            this.most = most;
        }

        boolean accept(String line) {
            if (line.startsWith("id:")) {
                pendingId = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                ended = line.substring(6).strip().equals("end");
            } else if (line.startsWith("data:") && !ended) {
                texts.add(Api.JSON.readTree(line.substring(5)).get("text").asString());
                lastId = pendingId;
            }
            return !ended && texts.size() < most;
        }
    }
}
