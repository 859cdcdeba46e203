package ai.openclaw.log;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;

/// A task and its attempts as rows, for tests of rooms that only care who is RUNNING.
public record TaskRow(TestPostgres.Database database, TaskId id, AttemptId attempt, int number) {

    /// A task whose first attempt is RUNNING.
    public static TaskRow running(TestPostgres.Database database) {
        var id = TaskId.next();
        database.jdbc()
                .sql(
                        """
                        insert into task
                          (id, agent, agent_version, state, max_attempts, spec, run_at, started_at)
                        values (?, 'shell', 1, 'RUNNING', 3, '{}', now(), now())
                        """)
                .param(id.value())
                .update();
        return attempt(database, id, 1);
    }

    /// Ends the attempt and the task.
    public void finish(String state) {
        update("attempt", "id", attempt.value(), state);
        update("task", "id", id.value(), state);
    }

    /// Ends the attempt and starts the next, as a retry by policy does.
    public TaskRow retried() {
        return database.transactions()
                .execute(_ -> {
                    update("attempt", "id", attempt.value(), "FAILED");
                    database.jdbc()
                            .sql(
                                    """
                                    update task set state = 'RUNNING', reason = null,
                                      finished_at = null, attempt = attempt + 1
                                    where id = ?
                                    """)
                            .param(id.value())
                            .update();
                    return attempt(database, id, number + 1);
                });
    }

    private static TaskRow attempt(TestPostgres.Database database, TaskId id, int number) {
        var attempt = AttemptId.next();
        database.jdbc()
                .sql(
                        """
                        insert into attempt
                          (id, task, number, agent, state, due_at, started_at)
                        values (?, ?, ?, 'shell', 'RUNNING', now(), now())
                        """)
                .params(attempt.value(), id.value(), number)
                .update();
        return new TaskRow(database, id, attempt, number);
    }

    private void update(String table, String key, Object value, String state) {
        database.jdbc()
                .sql(
                        """
                        update %s set state = ?, finished_at = now(),
                          reason = case when ? = 'SUCCEEDED' then null else 'EXIT_CODE' end
                        where %s = ?
                        """
                                .formatted(table, key))
                .params(state, state, value)
                .update();
    }
}
