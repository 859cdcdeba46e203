package ai.openclaw.task;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/// How attempts ended, noted before their sandboxes are destroyed: with the sandbox the exit code
/// goes, and a gateway may be killed before it has said it.
@Component
public class Outcomes {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Outcomes(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Notes it for the next process of this node. Without a database nothing is noted: whoever
    /// needs the note then has lost more than that.
    public void note(AttemptId attempt, Ending ending) {
        try {
            // The commit need not wait for the disk: the note is for a crash of this process.
            jdbc.sql(
                            """
                            with hurry as (select set_config('synchronous_commit', 'off', true))
                            update attempt set outcome = :outcome from hurry
                            where id = :id and state = 'RUNNING'
                            """)
                    .param("id", attempt.value())
                    .param("outcome", json.writeValueAsString(ending))
                    .update();
        } catch (DataAccessException | TransactionException e) {
            log.warn("How attempt {} ended is not noted: {}", attempt, e.toString());
        }
    }

    /// What was noted of an attempt that is still RUNNING by its row.
    public Optional<Ending> noted(AttemptId attempt) {
        return jdbc.sql("select outcome from attempt where id = ? and outcome is not null")
                .param(attempt.value())
                .query(String.class)
                .optional()
                .map(it -> json.readValue(it, Ending.class));
    }
}
