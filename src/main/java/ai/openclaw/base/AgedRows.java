package ai.openclaw.base;

import ai.openclaw.base.Expiring.Due;
import ai.openclaw.base.Expiring.Step;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Rows of one table that nothing hangs on, so that they go by themselves: what an [Expiring] of
/// such a kind does.
///
/// @param table in which they are
/// @param due selects them, with their `id` or whatever their key is and their time as `at`, by the
///   parameters `keep`, in seconds, and `most`
public record AgedRows(JdbcClient jdbc, String table, String due) {

    /// What [Expiring#due] answers.
    public Due due(Duration keep, int most) {
        return jdbc.sql("select count(*), 0 as bytes, min(at) as oldest from (" + due + ") due")
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    /// What [Expiring#step] does, for a table whose key is `id`.
    public Step step(Duration keep, int most) {
        return step(
                "delete from " + table + " where id in (select id from (" + due + ") due)",
                keep,
                most);
    }

    /// The same, for any other.
    ///
    /// @param delete removes them, by the same parameters
    public Step step(String delete, Duration keep, int most) {
        int gone =
                jdbc.sql(delete)
                        .param("keep", (double) keep.toSeconds())
                        .param("most", most)
                        .update();
        return new Step(gone, 0, gone >= most);
    }
}
