package ai.openclaw.auth;

import ai.openclaw.base.AgedRows;
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

    private final AgedRows rows;

    AuditExpiry(JdbcClient jdbc) {
        this.rows = new AgedRows(jdbc, "audit", DUE);
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
        return rows.due(keep, most);
    }

    @Override
    public Step step(Duration keep, int most) {
        return rows.step(keep, most);
    }
}
