package ai.openclaw.task;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Counts how often the gateway goes down while an attempt runs. One that brings it down again and
/// again would do so for ever, since every start goes on with it.
@Repository
class Crashes {

    private final JdbcClient jdbc;
    private final TaskSettings settings;

    Crashes(JdbcClient jdbc, TaskSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// Counts one more, unless the gateway had held out for five minutes: then it is the first.
    ///
    /// @return whether that is few enough to go on
    boolean goOn(AttemptId attempt) {
        return jdbc.sql(
                        """
                        update attempt set resumed_at = now(), crashes = 1 +
                          case when coalesce(resumed_at, started_at) > now() - interval '5 minutes'
                            then crashes else 0 end
                        where id = :id and state = 'RUNNING'
                        returning crashes <= :most
                        """)
                .param("id", attempt.value())
                .param("most", settings.crashes())
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    boolean tooMany(AttemptId attempt) {
        return jdbc.sql("select crashes > :most from attempt where id = :id")
                .param("id", attempt.value())
                .param("most", settings.crashes())
                .query(Boolean.class)
                .single();
    }
}
