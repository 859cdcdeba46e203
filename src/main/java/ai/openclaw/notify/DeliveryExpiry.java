package ai.openclaw.notify;

import ai.openclaw.base.Expiring;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Deliveries that ended long ago, with their attempts. Those that are still tried stay.
@Component
class DeliveryExpiry implements Expiring {

    private static final String DUE =
            """
            select id, finished_at, length(body) as bytes from delivery
            where state <> 'PENDING' and finished_at < now() - make_interval(secs => :keep)
            order by finished_at limit :most
            """;

    private final JdbcClient jdbc;

    DeliveryExpiry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "deliveries";
    }

    @Override
    public String description() {
        return "Deliveries of webhooks, with their attempts.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return jdbc.sql(
                        """
                        select count(*), coalesce(sum(bytes), 0) as bytes,
                          min(finished_at) as oldest from (%s) due
                        """
                                .formatted(DUE))
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    @Override
    public Step step(Duration keep, int most) {
        return jdbc.sql(
                        """
                        with gone as (
                          delete from delivery where id in (
                            select id from (%s for update skip locked) due)
                          returning length(body) as bytes)
                        select count(*), coalesce(sum(bytes), 0) from gone
                        """
                                .formatted(DUE))
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> new Step(row.getInt(1), row.getLong(2), row.getInt(1) >= most))
                .single();
    }
}
