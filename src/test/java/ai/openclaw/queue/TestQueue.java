package ai.openclaw.queue;

import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tasks in the tables, as the task room would leave them, with their jobs.
final class TestQueue {

    private final Database database;
    private final JobRunrEnqueuer enqueuer;

    TestQueue(Database database) {
        this.database = database;
        this.enqueuer = new JobRunrEnqueuer(database.dataSource());
    }

    void agent(String name, @Nullable Integer concurrency) {
        database.jdbc()
                .sql("insert into agent (name, version) values (?, 1) on conflict do nothing")
                .param(name)
                .update();
        database.jdbc()
                .sql(
                        """
                        insert into agent_version (name, version, spec)
                        values (?, 1, jsonb_build_object('concurrency', cast(? as int)))
                        """)
                .param(name)
                .param(concurrency)
                .update();
    }

    AttemptId add(String agent) {
        return add(agent, 1, "", "").getFirst();
    }

    /// @param columns more columns of both tables, each with a leading comma
    List<AttemptId> add(String agent, int count, String columns, String values) {
        return add(agent, count, columns, values, "0 seconds");
    }

    List<AttemptId> add(String agent, int count, String columns, String values, String delay) {
        var attempts = new ArrayList<AttemptId>();
        database.transactions()
                .executeWithoutResult(_ -> {
                    for (int i = 0; i < count; i++) {
                        attempts.add(insert(agent, columns, values, delay));
                    }
                    enqueuer.enqueue(attempts);
                });
        return attempts;
    }

    private AttemptId insert(String agent, String columns, String values, String delay) {
        var task = TaskId.next();
        var attempt = AttemptId.next();
        database.jdbc()
                .sql(
                        """
                        insert into task (id, agent, agent_version, max_attempts, spec, run_at %s)
                        values (?, ?, 1, 1, '{}', now() + cast(? as interval) %s)
                        """
                                .formatted(columns, values))
                .params(task.value(), agent, delay)
                .update();
        database.jdbc()
                .sql(
                        """
                        insert into attempt (id, task, number, agent, due_at %s)
                        values (?, ?, 1, ?, now() + cast(? as interval) %s)
                        """
                                .formatted(columns, values))
                .params(attempt.value(), task.value(), agent, delay)
                .update();
        return attempt;
    }

    /// As the task room does at the end.
    void finish(AttemptId attempt) {
        database.transactions()
                .executeWithoutResult(_ -> {
                    database.jdbc()
                            .sql(
                                    "update attempt set state = 'SUCCEEDED', finished_at ="
                                            + " now() where id = ?")
                            .param(attempt.value())
                            .update();
                    database.jdbc()
                            .sql(
                                    "update task set state = 'SUCCEEDED' where id = (select"
                                            + " task from attempt where id = ?)")
                            .param(attempt.value())
                            .update();
                });
    }

    int count(String state) {
        return database.jdbc()
                .sql("select count(*) from attempt where state = ?")
                .param(state)
                .query(Integer.class)
                .single();
    }
}
