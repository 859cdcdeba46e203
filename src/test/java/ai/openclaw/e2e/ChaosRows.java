package ai.openclaw.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what the database says.
final class ChaosRows {

    private ChaosRows() {}

    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// Tasks and attempts that go on, and jobs that claim to run.
    static int open(Connection sql) throws SQLException {
        return list(
                        sql,
                        """
                        select (select count(*) from task where state in ('QUEUED', 'RUNNING'))
                             + (select count(*) from attempt where state in ('QUEUED', 'RUNNING'))
                             + (select count(*) from jobrunr_jobs
                                 where state = 'PROCESSING' and recurringJobId is null)
                        """,
                        row -> row.getInt(1))
                .getFirst();
    }

    static int events(Connection sql, String kind) throws SQLException {
        return list(
                        sql,
                        "select count(*) from timeline where kind = '" + kind + "'",
                        row -> row.getInt(1))
                .getFirst();
    }

    static Rows read(Connection sql) throws SQLException {
        return new Rows(
                list(
                        sql,
                        "select id, state from task",
                        row -> new Rows.Task(row.getString(1), row.getString(2))),
                list(
                        sql,
                        """
                        select task, number, state, reason, sandbox, concurrency_key,
                               started_at, finished_at
                        from attempt order by task, number
                        """,
                        row ->
                                new Rows.Attempt(
                                        row.getString(1),
                                        row.getInt(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        instant(row.getTimestamp(7)),
                                        instant(row.getTimestamp(8)))),
                list(
                        sql,
                        """
                        select c.task, c.attempt, l.stream = 2, l.text
                        from log_chunk c,
                             unnest(c.streams, c.text) with ordinality as l(stream, text, n)
                        order by c.task, c.first_seq, l.n
                        """,
                        row ->
                                new Rows.Line(
                                        row.getString(1),
                                        row.getInt(2),
                                        row.getBoolean(3),
                                        row.getString(4))),
                list(
                        sql,
                        "select key, task from idempotency_key",
                        row -> new Rows.Key(row.getString(1), row.getString(2))),
                list(
                                sql,
                                "select count(*) from jobrunr_jobs where state = 'PROCESSING'"
                                        + " and recurringJobId is null",
                                row -> row.getInt(1))
                        .getFirst());
    }

    private static <T> List<T> list(Connection sql, String query, Row<T> row) throws SQLException {
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(query)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(row.of(rows));
            }
            return all;
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
