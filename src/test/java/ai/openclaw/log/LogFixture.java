package ai.openclaw.log;

import ai.openclaw.database.TestPostgres;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/// The log on a real database, and lines to put into it.
final class LogFixture {

    static final Instant AT = Instant.parse("2030-01-02T03:04:05.678901Z");

    final TestPostgres.Database database;
    final LogReader reader;
    final TaskLog log;

    LogFixture(TestPostgres.Database database) {
        this.database = database;
        this.reader = new LogReader(database.jdbc());
        this.log =
                new TaskLog(
                        new LogWriter(
                                database.jdbc(),
                                new JdbcTemplate(database.dataSource()),
                                database.transactions()),
                        reader);
    }

    static LogLine.New out(String text) {
        return new LogLine.New(LogStream.STDOUT, AT, text);
    }

    static LogLine.New err(String text) {
        return new LogLine.New(LogStream.STDERR, AT, text);
    }

    static LogLine.New gap(String text) {
        return new LogLine.New(LogStream.GAP, AT, text);
    }

    boolean print(TaskRow task, String... lines) {
        return log.append(
                task.id(), task.attempt(), Arrays.stream(lines).map(LogFixture::out).toList());
    }

    /// `line 1` to `line n`, in batches.
    void printNumbered(TaskRow task, int n, int batch) {
        for (int from = 1; from <= n; from += batch) {
            print(
                    task,
                    IntStream.range(from, Math.min(from + batch, n + 1))
                            .mapToObj(i -> "line " + i)
                            .toArray(String[]::new));
        }
    }

    List<String> texts(TaskRow task) {
        return log.read(task.id(), 1, Integer.MAX_VALUE, null, null).stream()
                .map(LogLine::text)
                .toList();
    }
}
