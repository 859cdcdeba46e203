package ai.openclaw.dashboard;

import ai.openclaw.base.Ids;
import ai.openclaw.task.TaskId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Model calls that are over, as the meter writes them down.
final class TestCalls {

    private TestCalls() {}

    /// Two weeks of them, the newest six of this task.
    static void furnish(TestHouse house, TaskId task) {
        var jdbc = house.bean(JdbcClient.class);
        for (int i = 40; i > 0; i--) {
            boolean ours = i <= 6;
            add(jdbc, ours ? task : new TaskId(Ids.next()), ours ? i : i * 480, i);
        }
        jdbc.sql(
                        """
                        insert into budget_limit (scope, name, period, tokens, usd, set_by) values
                          ('all', '', 'day', null, 0.2, 'mara'),
                          ('agent', 'shell', 'month', 2000000, 5, 'mara')
                        """)
                .update();
    }

    private static void add(JdbcClient jdbc, TaskId task, int minutesAgo, int n) {
        jdbc.sql(
                        """
                        insert into model_call (id, at, task, attempt, number, agent, dialect, asked,
                          provider, model, state, status, first_byte_ms, total_ms, input_tokens,
                          output_tokens, cached_tokens, estimated, usd, gateway)
                        values (:id, now() - make_interval(mins => :ago), :task, gen_random_uuid(),
                          1, :agent, 'ANTHROPIC', 'smart', 'anthropic', :model, :state, :status, 400,
                          :took, :input, :output, :cached, :estimated, :usd, gen_random_uuid())
                        """)
                .param("id", Ids.next())
                .param("ago", minutesAgo)
                .param("task", task.value())
                .param("agent", n % 3 == 0 ? "default" : "shell")
                .param("model", n % 4 == 0 ? "claude-haiku" : "claude-opus")
                .param("state", n == 3 ? "FAILED" : n == 2 ? "CUT" : "DONE")
                .param("status", n == 3 ? 529 : 200)
                .param("took", 900 + 137 * n)
                .param("input", n == 3 ? 0 : 2_104 + 811 * n)
                .param("output", n == 3 ? 0 : 204 + 77 * n)
                .param("cached", n == 3 ? 0 : 640 * (n % 5))
                .param("estimated", n == 2)
                .param("usd", n == 3 ? 0 : 0.012 + 0.004 * n)
                .update();
    }
}
