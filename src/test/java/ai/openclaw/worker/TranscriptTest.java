package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.log.LineChecksum;
import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogProgress;
import ai.openclaw.log.LogStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private final List<LogLine.New> stored = new CopyOnWriteArrayList<>();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final StopSignal stop = new StopSignal();

    @Test
    void linesAreStoredWithoutWaitingForTheEnd() {
        try (var transcript = transcript(1000)) {
            print(transcript, "one\ntwo\nunfinished");
            await().until(() -> stored.size() == 2);
            assertThat(texts()).containsExactly("one", "two");
        }
        assertThat(texts()).containsExactly("one", "two", "unfinished");
    }

    @Test
    void manyLinesKeepTheirOrderAndGoInBatches() {
        try (var transcript = transcript(Long.MAX_VALUE)) {
            for (int i = 0; i < 50_000; i++) {
                print(transcript, "line " + i + "\n");
            }
        }
        assertThat(stored).hasSize(50_000);
        for (int i = 0; i < stored.size(); i++) {
            assertThat(stored.get(i).text()).isEqualTo("line " + i);
        }
        assertThat(batches.size()).isLessThan(10_000);
    }

    @Test
    void streamsAreKeptApart() {
        try (var transcript = transcript(1000)) {
            print(transcript, "out ");
            transcript.stderr(bytes("err\n"));
            print(transcript, "put\n");
            transcript.finish();
            assertThat(transcript.lastError()).isEqualTo("err");
        }
        assertThat(stored)
                .extracting(LogLine.New::stream)
                .containsExactly(LogStream.STDERR, LogStream.STDOUT);
        assertThat(texts()).containsExactly("err", "out put");
    }

    @Test
    void ofMoreThanTheLimitBeginningAndEndAreKeptAndTheProgramGoesOn() {
        try (var transcript = transcript(40)) {
            for (int i = 10; i < 60; i++) {
                print(transcript, "line-" + i + "\n");
            }
            await().until(() -> stored.size() == 3);
            transcript.finish();
            assertThat(transcript.bytes()).isEqualTo(400);
        }
        assertThat(stop.cause()).isNull();
        assertThat(texts())
                .containsExactly(
                        "line-10",
                        "line-11",
                        "line-12",
                        "360 bytes of output are missing here: the limit is 40 bytes.",
                        "line-58",
                        "line-59");
        assertThat(stored.get(3).stream()).isEqualTo(LogStream.GAP);
    }

    @Test
    void outputPastTheCeilingStopsTheProgramAndIsSaid() {
        try (var transcript = new Transcript(stored::addAll, 10, 20, Clock.systemUTC(), stop)) {
            print(transcript, "1234567\nabcdef\n");
            print(transcript, "123456789\n");
            print(transcript, "more\n");
            transcript.finish();
            assertThat(transcript.bytes()).isEqualTo(30);
        }
        assertThat(stop.cause()).isEqualTo(new StopCause.TooMuchOutput(20));
        assertThat(texts().getFirst()).isEqualTo("1234567");
        assertThat(texts().getLast()).startsWith("10 bytes of output are missing");
    }

    @Test
    void exactlyTheLimitIsFine() {
        try (var transcript = transcript(5)) {
            print(transcript, "1234\n");
        }
        assertThat(stop.cause()).isNull();
        assertThat(texts()).containsExactly("1234");
    }

    @Test
    void refusalOfTheLogMakesTheAttemptStale() {
        try (var transcript = transcript(1000, _ -> false)) {
            print(transcript, "one\n");
            await().until(() -> stop.cause() instanceof StopCause.Stale);
        }
    }

    @Test
    void failureOfTheLogEndsTheAttempt() {
        Predicate<List<LogLine.New>> broken =
                _ -> {
                    throw new IllegalStateException("no room");
                };
        try (var transcript = transcript(1000, broken)) {
            print(transcript, "one\n");
            await().until(() -> new StopCause.Unrecorded("no room").equals(stop.cause()));
            print(transcript, "goes nowhere and does no harm\n");
        }
    }

    @Test
    void outputReadAgainAfterARestartIsGoneOnWithWhereItStopped() {
        var all = "one\ntwo\r\nthrée\n" + "x".repeat(70_000) + "\nfour\nfive";
        for (int cut = 0; cut <= all.length(); cut += cut > 20 && cut < 70_000 ? 7_000 : 1) {
            stored.clear();
            var first = transcript(1 << 20);
            print(first, all.substring(0, cut));
            first.stderr(bytes("error\n"));
            int whole = cut;
            await().until(() -> stored.size() == lines(all.substring(0, whole)).size() + 1);
            var progress = progress();
            try (var second =
                    new Transcript(
                            stored::addAll,
                            1 << 20,
                            Long.MAX_VALUE,
                            Clock.systemUTC(),
                            stop,
                            progress)) {
                second.stderr(bytes("error\n"));
                print(second, all);
            }
            assertThat(stored.stream().filter(line -> line.stream() == LogStream.STDOUT))
                    .extracting(LogLine.New::text)
                    .isEqualTo(lines(all + "\n"));
            assertThat(stored).filteredOn(line -> line.stream() == LogStream.STDERR).hasSize(1);
            assertThat(stored).noneMatch(line -> line.stream() == LogStream.GAP);
        }
    }

    @Test
    void whatDoesNotBeginWithWhatIsStoredLeavesAGap() {
        var progress = new LogProgress(new LogProgress.Stream(2, 4711), LogProgress.NONE.stderr());
        var recollection = new Recollection(progress);
        recollection.stdout(bytes("a\nb\nc\n"));
        assertThat(recollection.agrees()).isFalse();

        try (var transcript =
                new Transcript(stored::addAll, 1000, 1000, Clock.systemUTC(), stop, progress)) {
            print(transcript, "a\nb\nc\n");
        }

        assertThat(stored).extracting(LogLine.New::stream).contains(LogStream.GAP);
    }

    @Test
    void beginningAndEndAreKeptAlsoAcrossARestart() {
        var first = transcript(40);
        for (int i = 10; i < 30; i++) {
            print(first, "line-" + i + "\n");
        }
        await().until(() -> stored.size() == 3);
        try (var second =
                new Transcript(
                        stored::addAll, 40, Long.MAX_VALUE, Clock.systemUTC(), stop, progress())) {
            for (int i = 10; i < 60; i++) {
                print(second, "line-" + i + "\n");
            }
        }
        assertThat(texts())
                .containsExactly(
                        "line-10",
                        "line-11",
                        "line-12",
                        "360 bytes of output are missing here: the limit is 40 bytes.",
                        "line-58",
                        "line-59");
    }

    private LogProgress progress() {
        return new LogProgress(progress(LogStream.STDOUT), progress(LogStream.STDERR));
    }

    private LogProgress.Stream progress(LogStream stream) {
        var lines = stored.stream().filter(line -> line.stream() == stream).toList();
        long sum = 0;
        for (var line : lines) {
            sum = LineChecksum.add(sum, line.text());
        }
        return new LogProgress.Stream(lines.size(), sum);
    }

    /// The whole lines of it, as the splitter cuts them.
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        new LineSplitter().feed(bytes(text), (line, _) -> lines.add(line));
        return lines;
    }

    private Transcript transcript(long limit) {
        return transcript(
                limit,
                lines -> {
                    batches.add(lines.size());
                    return stored.addAll(lines);
                });
    }

    private Transcript transcript(long limit, Predicate<List<LogLine.New>> log) {
        return new Transcript(log, limit, Long.MAX_VALUE, Clock.systemUTC(), stop);
    }

    private List<String> texts() {
        return stored.stream().map(LogLine.New::text).toList();
    }

    private static void print(Transcript transcript, String text) {
        transcript.stdout(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
