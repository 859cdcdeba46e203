package ai.openclaw.task;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Keys by which a client that lost the answer finds the task it made.
@Component
class Idempotency {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final JdbcClient jdbc;
    private final JsonMapper canonical;
    private final TaskSettings settings;

    Idempotency(JdbcClient jdbc, JsonMapper json, TaskSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.canonical =
                json.rebuild()
                        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build();
    }

    /// A client's key with what it stands for: bodies that mean the same are the same, whatever
    /// their white space and order of fields.
    @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals alone
    record Key(String value, byte[] body) {}

    /// @throws InvalidRequest if the key is too long or has strange characters
    Key key(String value, TaskRequest request) {
        if (!KEY.matcher(value).matches()) {
            throw InvalidRequest.of(
                    "Idempotency-Key", "must have 1 to 255 visible ASCII characters.");
        }
        byte[] body = canonical.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
        try {
            return new Key(value, MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The task that the key has made.
    ///
    /// @throws Conflict if it was made of another body
    Optional<TaskId> find(Key key) {
        return jdbc.sql(
                        """
                        select key, body_sha256, task from idempotency_key
                        where key = :key and created_at > now() - make_interval(secs => :ttl)
                        """)
                .param("key", key.value())
                .param("ttl", settings.idempotencyTtl().toSeconds())
                .query((row, n) -> task(row, key))
                .optional();
    }

    /// Takes the key for a task that is written later in the same transaction. Waits for another
    /// transaction that is about to take it.
    ///
    /// @return false if the key is taken
    boolean take(Key key, TaskId task) {
        return jdbc.sql(
                                """
                                insert into idempotency_key (key, body_sha256, task)
                                values (:key, :body, :task)
                                on conflict (key) do update
                                set body_sha256 = excluded.body_sha256, task = excluded.task,
                                  created_at = now()
                                where idempotency_key.created_at
                                  <= now() - make_interval(secs => :ttl)
                                """)
                        .param("key", key.value())
                        .param("body", key.body())
                        .param("task", task.value())
                        .param("ttl", settings.idempotencyTtl().toSeconds())
                        .update()
                == 1;
    }

    /// Frees the keys that are past their time.
    int sweep() {
        return jdbc.sql(
                        """
                        delete from idempotency_key
                        where created_at <= now() - make_interval(secs => :ttl)
                        """)
                .param("ttl", settings.idempotencyTtl().toSeconds())
                .update();
    }

    private static TaskId task(ResultSet row, Key key) throws SQLException {
        if (!MessageDigest.isEqual(row.getBytes("body_sha256"), key.body())) {
            throw new Conflict(
                    "This Idempotency-Key was used with another body; take a new key for a new task.");
        }
        return new TaskId(row.getObject("task", UUID.class));
    }
}
