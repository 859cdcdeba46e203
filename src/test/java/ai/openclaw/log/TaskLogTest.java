package ai.openclaw.log;

import static ai.openclaw.log.LogFixture.AT;
import static ai.openclaw.log.LogFixture.err;
import static ai.openclaw.log.LogFixture.gap;
import static ai.openclaw.log.LogFixture.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.NotFound;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class TaskLogTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final LogFixture fixture = new LogFixture(database);
    private final TaskLog log = fixture.log;
    private final TaskRow task = TaskRow.running(database);

    @Test
    void linesComeBackAsTheyWereWithGrowingNumbers() {
        log.append(task.id(), task.attempt(), List.of(out("a"), err("b")));
        log.append(task.id(), task.attempt(), List.of(gap("lost"), out("")));

        assertThat(log.read(task.id(), 1, 10, null, null))
                .containsExactly(
                        new LogLine(1, 1, LogStream.STDOUT, AT, "a"),
                        new LogLine(2, 1, LogStream.STDERR, AT, "b"),
                        new LogLine(3, 1, LogStream.GAP, AT, "lost"),
                        new LogLine(4, 1, LogStream.STDOUT, AT, ""));
    }

    @Test
    void aHundredThousandLinesAreCompleteAndInOrder() {
        fixture.printNumbered(task, 100_000, 400);

        assertThat(fixture.texts(task))
                .isEqualTo(IntStream.rangeClosed(1, 100_000).mapToObj(i -> "line " + i).toList());
        assertThat(log.read(task.id(), 77_777, 3, null, null))
                .extracting(LogLine::text)
                .containsExactly("line 77777", "line 77778", "line 77779");
        assertThat(log.tail(task.id(), 2))
                .extracting(LogLine::text)
                .containsExactly("line 99999", "line 100000");
    }

    @Test
    void aBigBatchIsSplitAndStillOneLog() {
        fixture.printNumbered(task, 2_500, 2_500);

        assertThat(chunks()).isEqualTo(3);
        assertThat(log.read(task.id(), 1, 5_000, null, null))
                .extracting(LogLine::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_500).boxed().toList());
    }

    @Test
    void anyTextSurvivesAndNulBecomesVisible() {
        String hard = "\u001b[31mröd\u001b[0m \t\r {\"a\",'b'} \\N NULL 漢字 🦞 \u2028 \u0001";
        fixture.print(task, hard, "NULL", "nul\0here", "lone \ud800 half");

        assertThat(fixture.texts(task))
                .containsExactly(hard, "NULL", "nul\u2400here", "lone ? half");
    }

    @Test
    void aVeryLongLineIsOneLine() {
        String text = "x".repeat(5_000_000) + "é";
        fixture.print(task, "before", text, "after");

        assertThat(fixture.texts(task)).containsExactly("before", text, "after");
    }

    @Test
    void linesAreFoundByAttemptAndStream() {
        log.append(task.id(), task.attempt(), List.of(out("1"), err("2"), out("3")));
        var second = task.retried();
        log.append(task.id(), second.attempt(), List.of(out("4"), err("5")));

        assertThat(log.read(task.id(), 1, 10, 2, null))
                .extracting(LogLine::seq)
                .containsExactly(4L, 5L);
        assertThat(log.read(task.id(), 2, 10, null, LogStream.STDOUT))
                .extracting(LogLine::seq)
                .containsExactly(3L, 4L);
        assertThat(log.read(task.id(), 1, 10, 1, LogStream.STDERR))
                .extracting(LogLine::seq)
                .containsExactly(2L);
        assertThat(log.read(task.id(), 1, 10, 1, LogStream.GAP)).isEmpty();
    }

    @Test
    void theWordOfAStaleAttemptIsRefused() {
        assertThat(fixture.print(task, "mine")).isTrue();
        var second = task.retried();

        assertThat(fixture.print(task, "stale")).isFalse();
        assertThat(log.append(task.id(), task.attempt(), List.of())).isFalse();
        assertThat(fixture.print(second, "next")).isTrue();
        second.finish("SUCCEEDED");
        assertThat(fixture.print(second, "late")).isFalse();
        assertThat(fixture.texts(task)).containsExactly("mine", "next");
    }

    @Test
    void whatWasStoredWithoutAnAnswerIsNotStoredAgain() {
        var appender = log.appender(task.id(), task.attempt(), LogProgress.NONE);
        assertThat(appender.append(List.of(out("first")))).isTrue();
        // The commit comes through, but its answer does not: the appender knows nothing of it.
        fixture.print(task, "second", "third");

        assertThat(appender.append(List.of(out("second"), out("third")))).isTrue();
        assertThat(appender.append(List.of(out("fourth")))).isTrue();

        assertThat(fixture.texts(task)).containsExactly("first", "second", "third", "fourth");
        fixture.print(task, "somebody else");
        assertThatThrownBy(() -> appender.append(List.of(out("fifth"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAttemptOfAnotherTaskCannotWriteHere() {
        var other = TaskRow.running(database);

        assertThat(log.append(task.id(), other.attempt(), List.of(out("no")))).isFalse();
        assertThat(fixture.texts(task)).isEmpty();
    }

    @Test
    void theProgressCountsAndSumsWhatIsBelow0x80() {
        log.append(task.id(), task.attempt(), List.of(out("añb"), err("x\0"), gap("?")));
        log.append(task.id(), task.attempt(), List.of(out("c")));

        var progress = log.progress(task.attempt());
        assertThat(progress.stdout().lines()).isEqualTo(2);
        assertThat(progress.stdout().crc()).isEqualTo(crc("ab\nc\n"));
        assertThat(progress.stderr().lines()).isEqualTo(1);
        assertThat(progress.stderr().crc()).isEqualTo(crc("x\0\n"));

        var second = task.retried();
        assertThat(log.progress(second.attempt())).isEqualTo(LogProgress.NONE);
        fixture.print(second, "d");
        assertThat(log.progress(second.attempt()).stdout().crc()).isEqualTo(crc("d\n"));
    }

    @Test
    void manyWhoAppendAtOnceLeaveNoHoleAndNoDouble() throws Exception {
        var go = new CountDownLatch(1);
        Callable<Boolean> print =
                () -> {
                    go.await();
                    fixture.printNumbered(task, 200, 7);
                    return true;
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, 8).mapToObj(_ -> threads.submit(print)).toList();
            go.countDown();
            for (var writer : writers) {
                assertThat(writer.get()).isTrue();
            }
        }

        assertThat(log.read(task.id(), 1, 5_000, null, null))
                .extracting(LogLine::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_600).boxed().toList());
    }

    @Test
    void anUnknownTaskIsNotFound() {
        assertThatThrownBy(() -> log.read(TaskId.next(), 1, 1, null, null))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> log.tail(TaskId.next(), 1)).isInstanceOf(NotFound.class);
    }

    @Test
    void plainSqlReadsTheLines() {
        fixture.print(task, "one", "two");

        assertThat(
                        database.jdbc()
                                .sql(
                                        """
                                        select l.text
                                        from log_chunk c, unnest(c.streams, c.at, c.text)
                                          with ordinality l(stream, at, text, n)
                                        where c.task = ? order by c.first_seq + l.n
                                        """)
                                .param(task.id().value())
                                .query(String.class)
                                .list())
                .containsExactly("one", "two");
    }

    private long chunks() {
        return database.jdbc()
                .sql("select count(*) from log_chunk where task = ?")
                .param(task.id().value())
                .query(Long.class)
                .single();
    }

    private static long crc(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
