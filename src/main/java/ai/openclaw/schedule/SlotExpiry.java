package ai.openclaw.schedule;

import ai.openclaw.base.AgedRows;
import ai.openclaw.base.Expiring;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Old rows of the ledger. A run of moments is as old as the last that joined it.
@Component
class SlotExpiry implements Expiring {

    private static final String DUE =
            """
            select schedule, due, at from slot
            where at < now() - make_interval(secs => :keep)
            order by at limit :most
            """;

    private static final String DELETE =
            """
            delete from slot where (schedule, due) in (
              select schedule, due from (%s for update skip locked) due)
            """
                    .formatted(DUE);

    private final AgedRows rows;

    SlotExpiry(JdbcClient jdbc) {
        this.rows = new AgedRows(jdbc, "slot", DUE);
    }

    @Override
    public String kind() {
        return "slots";
    }

    @Override
    public String description() {
        return "What became of due moments of schedules.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return rows.due(keep, most);
    }

    @Override
    public Step step(Duration keep, int most) {
        return rows.step(DELETE, keep, most);
    }
}
