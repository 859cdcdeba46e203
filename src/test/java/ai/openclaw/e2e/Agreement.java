package ai.openclaw.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether the rows agree with each other once every task is over. Asks Postgres itself, never the
/// gateway.
final class Agreement {

    /// What must have no rows, each with what a row would mean.
    private static final Map<String, String> NONE =
            Map.of(
                    "task that is not over",
                    "select id::text from task where finished_at is null",
                    "attempt that is not over",
                    "select id::text from attempt where finished_at is null",
                    "sandbox of which nobody knows that it is gone",
                    "select sandbox::text from attempt where sandbox is not null"
                            + " and destroyed_at is null",
                    "sandbox that served two attempts",
                    "select sandbox::text from attempt where sandbox is not null"
                            + " group by sandbox having count(*) > 1",
                    "task without exactly the success it claims",
                    "select t.id::text from task t where (t.state = 'SUCCEEDED')::int <>"
                            + " (select count(*) from attempt a where a.task = t.id"
                            + " and a.state = 'SUCCEEDED')",
                    "job that waits",
                    "select id from jobrunr_jobs where state in ('ENQUEUED', 'SCHEDULED')"
                            + " and recurringJobId is null");

    private Agreement() {}

    /// What does not agree within the database, each as a sentence.
    static List<String> flawsOfRows(Connection connection) {
        var flaws = new ArrayList<String>();
        NONE.forEach((meaning, query) -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    flaws.add(meaning + ": " + rows.getString(1));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(meaning, e);
            }
        });
        return flaws;
    }
}
