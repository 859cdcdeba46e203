package ai.openclaw.secret;

import ai.openclaw.auth.Audit;
import ai.openclaw.auth.SealedBox;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.Ids;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.task.AttemptId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The secrets of this installation. What an attempt was given stays what its output is cleaned of,
/// though the secret be replaced or removed meanwhile and another process of the gateway go on.
@Component
public class Secrets {

    /// Bytes of all that one attempt is given: a shell in its sandbox reads them one by one.
    static final int LARGEST_HAND = 64 * 1024;

    private static final int MOST = 1000;

    private final JdbcClient jdbc;
    private final SealedBox box;
    private final Audit audit;

    Secrets(JdbcClient jdbc, SealedBox box, Audit audit) {
        this.jdbc = jdbc;
        this.box = box;
        this.audit = audit;
    }

    private static final class Sealed {

        private final UUID id;
        private final String name;
        private final byte[] bytes;

        Sealed(ResultSet row) throws SQLException {
            this.id = row.getObject("id", UUID.class);
            this.name = row.getString("name");
            this.bytes = row.getBytes("sealed");
        }
    }

    /// By name.
    public List<SecretView> list() {
        return jdbc.sql(
                        """
                        select name, made_at, made_by from secret_value
                        where replaced_at is null order by name
                        """)
                .query((row, _) ->
                        new SecretView(
                                row.getString("name"),
                                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                                row.getString("made_by")))
                .list();
    }

    /// Sets it, in the place of its value before.
    ///
    /// @return whether it is new
    /// @throws InvalidRequest naming every field that is wrong
    /// @throws Conflict if there are as many as there may be
    @Transactional
    public boolean put(String name, SecretRequest request, String by) {
        String value = request.checked(name);
        boolean fresh = !retire(name);
        if (fresh && list().size() >= MOST) {
            throw new Conflict("There are " + MOST + " secrets already; remove one first.");
        }
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into secret_value (id, name, sealed, made_by)
                        values (:id, :name, :sealed, :by)
                        """)
                .param("id", id)
                .param("name", name)
                .param("sealed", box.seal(value.getBytes(StandardCharsets.UTF_8), context(id)))
                .param("by", by)
                .update();
        audit.record(by, null, fresh ? "secret.created" : "secret.changed", name);
        return fresh;
    }

    /// @throws NotFound if there is none
    @Transactional
    public void remove(String name, String by) {
        if (!retire(name)) {
            throw new NotFound("secret", name);
        }
        audit.record(by, null, "secret.removed", name);
    }

    private boolean retire(String name) {
        return jdbc.sql(
                                """
                                update secret_value set replaced_at = now()
                                where name = :name and replaced_at is null
                                """)
                        .param("name", name)
                        .update()
                == 1;
    }

    /// What an attempt is given, noted as its own.
    ///
    /// @param names of the secrets that its agent names
    /// @throws SecretUnavailable if one is not there or cannot be opened here, or they are too
    ///   large
    @Transactional(rollbackFor = SecretUnavailable.class)
    public HandedSecrets hand(AttemptId attempt, List<String> names) throws SecretUnavailable {
        if (names.isEmpty()) {
            return HandedSecrets.NONE;
        }
        var sealed =
                jdbc.sql(
                                """
                                with wanted as (
                                  select id, name, sealed from secret_value
                                  where replaced_at is null and name = any(:names)
                                  for key share),
                                noted as (
                                  insert into attempt_secret (attempt, value)
                                  select :attempt, id from wanted on conflict do nothing)
                                select id, name, sealed from wanted
                                """)
                        .param("names", names.toArray(String[]::new))
                        .param("attempt", attempt.value())
                        .query((row, _) -> new Sealed(row))
                        .list();
        var missing = new TreeSet<>(names);
        sealed.forEach(it -> missing.remove(it.name));
        if (!missing.isEmpty()) {
            throw new SecretUnavailable(
                    "its agent names the secret '"
                            + missing.first()
                            + "', which is not there; set it with openclaw secrets set "
                            + missing.first());
        }
        return open(sealed);
    }

    /// What an attempt was given when it began.
    ///
    /// @throws SecretUnavailable if it cannot be opened here
    public HandedSecrets of(AttemptId attempt) throws SecretUnavailable {
        return open(
                jdbc.sql(
                                """
                                select v.id, v.name, v.sealed
                                from attempt_secret a join secret_value v on v.id = a.value
                                where a.attempt = :attempt
                                """)
                        .param("attempt", attempt.value())
                        .query((row, _) -> new Sealed(row))
                        .list());
    }

    private HandedSecrets open(List<Sealed> sealed) throws SecretUnavailable {
        var values = new HashMap<String, String>();
        int total = 0;
        for (var it : sealed) {
            try {
                byte[] value = box.open(it.bytes, context(it.id));
                total += value.length;
                values.put(it.name, new String(value, StandardCharsets.UTF_8));
            } catch (SealedBox.CannotOpen e) {
                throw new SecretUnavailable(
                        "the secret '" + it.name + "' cannot be opened: " + e.getMessage());
            }
        }
        if (total > LARGEST_HAND) {
            throw new SecretUnavailable(
                    "the secrets that its agent names have more than 64 KiB together");
        }
        return new HandedSecrets(values);
    }

    /// What a value is sealed for: it opens in no other row's place.
    static String context(UUID id) {
        return "secret/" + id;
    }
}
