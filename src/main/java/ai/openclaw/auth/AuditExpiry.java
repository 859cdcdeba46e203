package ai.openclaw.auth;

import ai.openclaw.base.Expiring;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Old entries of the audit trail. They were written in the order of their ids, so only the first
/// ones need to be looked at.
@Component
class AuditExpiry implements Expiring {

    private static final String DUE =
            """
            select id, at from (select id, at from audit order by id limit :most) first
            where at < now() - make_interval(secs => :keep)
            """;

    private final JdbcClient jdbc;

    AuditExpiry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "audit";
    }

    @Override
    public String description() {
        return "Entries of the audit trail.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return jdbc.sql("select count(*), 0 as bytes, min(at) as oldest from (" + DUE + ") due")
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    @Override
    public Step step(Duration keep, int most) {
        int gone =
                jdbc.sql("delete from audit where id in (select id from (" + DUE + ") due)")
                        .param("keep", (double) keep.toSeconds())
                        .param("most", most)
                        .update();
        return new Step(gone, 0, gone >= most);
    }
}
