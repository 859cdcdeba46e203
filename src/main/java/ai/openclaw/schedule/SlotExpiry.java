package ai.openclaw.schedule;

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

    private final JdbcClient jdbc;

    SlotExpiry(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        return jdbc.sql("select count(*), 0 as bytes, min(at) as oldest from (" + DUE + ") due")
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    @Override
    public Step step(Duration keep, int most) {
        int gone =
                jdbc.sql(
                                "delete from slot where (schedule, due) in (select schedule, due"
                                        + " from ("
                                        + DUE
                                        + " for update skip locked) due)")
                        .param("keep", (double) keep.toSeconds())
                        .param("most", most)
                        .update();
        return new Step(gone, 0, gone >= most);
    }
}
