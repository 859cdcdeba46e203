package ai.openclaw.task;

import ai.openclaw.base.InvalidRequest;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Results that programs send while they run. They are kept at once, so that they count however the
/// program ends. A `result.json` that it leaves is later, and counts instead.
@Component
public class SentResults {

    private final JdbcClient jdbc;
    private final AttemptStore attempts;
    private final JsonMapper json;

    SentResults(JdbcClient jdbc, AttemptStore attempts, JsonMapper json) {
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.json = json;
    }

    /// In place of what the attempt has sent before.
    ///
    /// @return false if the attempt is not RUNNING any more
    /// @throws InvalidRequest if it is JSON that Postgres cannot store
    @Transactional
    public boolean put(AttemptId attempt, JsonNode result) {
        if (!attempts.holds(result)) {
            throw InvalidRequest.of(
                    "result",
                    "is JSON that cannot be stored, such as a string with a NUL character.");
        }
        return jdbc.sql(
                                """
                                insert into attempt_result (attempt, result)
                                select id, :result::jsonb from attempt
                                where id = :attempt and state = 'RUNNING' for key share
                                on conflict (attempt) do update set result = excluded.result
                                """)
                        .param("attempt", attempt.value())
                        .param("result", json.writeValueAsString(result))
                        .update()
                == 1;
    }

    /// What the attempt has sent, which is not kept here any longer.
    Optional<JsonNode> take(AttemptId attempt) {
        return jdbc.sql("delete from attempt_result where attempt = :attempt returning result")
                .param("attempt", attempt.value())
                .query((row, _) -> json.readTree(row.getString("result")))
                .optional();
    }
}
