package ai.openclaw.auth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who did what to the way in. Holds no secrets and nothing that a stranger typed.
@Component
public class Audit {

    private final JdbcClient jdbc;

    Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param action such as `sign-in`, `sign-in.failed`, `token.created`
    /// @param subject what it was done to, or null
    record Entry(
            long id,
            Instant at,
            String actor,
            @Nullable String address,
            String action,
            @Nullable String subject) {}

    /// Adds an entry; joins the caller's transaction where there is one.
    ///
    /// @param address where the request came from, or null
    /// @param action lower case, such as `webhook.created`
    /// @param subject what it was done to, never secret, or null
    public void record(
            String actor, @Nullable String address, String action, @Nullable String subject) {
        jdbc.sql(
                        """
                        insert into audit (actor, address, action, subject)
                        values (:actor, :address, :action, :subject)
                        """)
                .param("actor", actor)
                .param("address", address)
                .param("action", action)
                .param("subject", subject)
                .update();
    }

    /// Newest first.
    ///
    /// @param before only entries with a smaller id
    List<Entry> list(long before, int limit) {
        return jdbc.sql(
                        """
                        select id, at, actor, address, action, subject from audit
                        where id < :before order by id desc limit :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query(new DataClassRowMapper<>(Entry.class))
                .list();
    }
}
