package ai.openclaw.auth;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tokens that sandboxes show at the gateway's sandbox side. One is minted at an attempt's
/// hand-over and works only while the attempt runs, and only from its own sandbox. Only hashes are
/// kept: a gateway that starts anew goes on to know the tokens that are in use.
@Component
public class TaskTokens {

    /// What every one begins with, so that scanners of secrets can find one that got about.
    public static final String PREFIX = "oct_";

    /// Bytes of the timeline that an attempt may fill, by what it says and by its model calls.
    private static final long SAY = 16L << 20;

    private final JdbcClient jdbc;

    TaskTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A new token for an attempt; the one before it works no more.
    public String mint(AttemptId attempt) {
        String token = PREFIX + ApiTokens.random(32);
        jdbc.sql(
                        """
                        insert into task_token (attempt, hash) values (:attempt, :hash)
                        on conflict (attempt) do update set hash = excluded.hash
                        """)
                .param("attempt", attempt.value())
                .param("hash", ApiTokens.hash(token))
                .update();
        return token;
    }

    /// Who shows this token.
    ///
    /// @param sandbox the one that is in the lane through which the token came
    /// @return empty for a token that is nobody's, another sandbox's, or of an attempt that is over
    public Optional<TaskCaller> find(String token, UUID sandbox) {
        if (!token.startsWith(PREFIX) || token.length() > 100) {
            return Optional.empty();
        }
        return jdbc.sql(
                        """
                        select a.task, a.id, a.number, t.agent, t.agent_version, t.schedule
                        from task_token k
                        join attempt a on a.id = k.attempt
                        join task t on t.id = a.task
                        where k.hash = :hash and a.state = 'RUNNING' and a.sandbox = :sandbox
                        """)
                .param("hash", ApiTokens.hash(token))
                .param("sandbox", sandbox)
                .query((row, _) ->
                        new TaskCaller(
                                new TaskId(row.getObject("task", UUID.class)),
                                new AttemptId(row.getObject("id", UUID.class)),
                                row.getInt("number"),
                                row.getString("agent"),
                                row.getInt("agent_version"),
                                row.getString("schedule"),
                                sandbox))
                .optional();
    }

    /// Counts what an attempt says about itself.
    ///
    /// @return false if there would be more than 16 MiB of it; then nothing is counted
    public boolean maySay(AttemptId attempt, int bytes) {
        return jdbc.sql(
                                """
                                update task_token set said = said + :bytes
                                where attempt = :attempt and said + :bytes <= :most
                                """)
                        .param("attempt", attempt.value())
                        .param("bytes", bytes)
                        .param("most", SAY)
                        .update()
                == 1;
    }
}
