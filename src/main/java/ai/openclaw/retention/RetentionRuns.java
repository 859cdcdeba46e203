package ai.openclaw.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What became of the latest run over each kind.
@Repository
class RetentionRuns {

    private final JdbcClient jdbc;

    RetentionRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Held until the end of the transaction, so that no two nodes remove the same kind at once.
    ///
    /// @return false if another node has it
    boolean lock(String kind) {
        // Nothing here is worth a wait for a lock.
        return jdbc.sql(
                        """
                        select set_config('lock_timeout', '2s', true),
                          pg_try_advisory_xact_lock(
                            hashtextextended('openclaw retention of ' || :kind, 0)) as mine
                        """)
                .param("kind", kind)
                .query((row, n) -> row.getBoolean("mine"))
                .single();
    }

    void record(String kind, long removed, long bytes, @Nullable String failure) {
        jdbc.sql(
                        """
                        insert into retention as r (kind, ran_at, failure, removed_at, removed, bytes)
                        values (:kind, now(), :failure, case when :removed > 0 then now() end,
                          :removed, :bytes)
                        on conflict (kind) do update
                        set ran_at = now(), failure = excluded.failure,
                          removed_at = coalesce(excluded.removed_at, r.removed_at),
                          removed = case when excluded.removed > 0
                            then excluded.removed else r.removed end,
                          bytes = case when excluded.removed > 0
                            then excluded.bytes else r.bytes end
                        """)
                .param("kind", kind)
                .param("failure", failure)
                .param("removed", removed)
                .param("bytes", bytes)
                .update();
    }

    Map<String, RetentionView.LastRun> latest() {
        var latest = new HashMap<String, RetentionView.LastRun>();
        jdbc.sql("select * from retention")
                .query(row -> {
                    latest.put(row.getString("kind"), run(row));
                });
        return latest;
    }

    private static RetentionView.LastRun run(ResultSet row) throws SQLException {
        return new RetentionView.LastRun(
                row.getTimestamp("ran_at").toInstant(),
                row.getString("failure"),
                instant(row, "removed_at"),
                row.getLong("removed"),
                row.getLong("bytes"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
