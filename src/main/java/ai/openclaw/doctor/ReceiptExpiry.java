package ai.openclaw.doctor;

import ai.openclaw.base.AgedRows;
import ai.openclaw.base.Expiring;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Old isolation receipts that no attempt refers to. The latest of a node and an isolation stays:
/// it may be in force.
@Component
class ReceiptExpiry implements Expiring {

    private static final String DUE =
            """
            select r.id, r.taken_at as at from receipt r
            where r.taken_at < now() - make_interval(secs => :keep)
              and not exists (select from attempt where receipt = r.id)
              and exists (
                select from receipt later
                where later.node = r.node and later.taken_at > r.taken_at
                  and later.fingerprint = r.fingerprint)
            order by r.taken_at limit :most
            """;

    private final AgedRows rows;

    ReceiptExpiry(JdbcClient jdbc) {
        this.rows = new AgedRows(jdbc, "receipt", DUE);
    }

    @Override
    public String kind() {
        return "receipts";
    }

    @Override
    public String description() {
        return "Isolation receipts that no attempt refers to and a later one replaces.";
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
