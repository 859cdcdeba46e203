package ai.openclaw.budget;

import ai.openclaw.base.AgedRows;
import ai.openclaw.base.Expiring;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Old model calls, and with them the accounts of periods that nobody counts any more.
@Component
class CallExpiry implements Expiring {

    private static final String DUE =
            """
            select id, at from model_call
            where state <> 'OPEN' and at < now() - make_interval(secs => :keep)
            order by at limit :most
            """;

    private final JdbcClient jdbc;
    private final AgedRows rows;

    CallExpiry(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.rows = new AgedRows(jdbc, "model_call", DUE);
    }

    @Override
    public String kind() {
        return "calls";
    }

    @Override
    public String description() {
        return "Model calls with their usage.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return rows.due(keep, most);
    }

    @Override
    public Step step(Duration keep, int most) {
        jdbc.sql(
                        """
                        delete from budget_account where key in (
                          select key from budget_account a
                          where made_at < now() - make_interval(secs => :keep)
                            and (key not like 'task:%' and key not like '%:total:%'
                              or key like 'task:%' and not exists (
                                select from task where id = cast(substr(a.key, 6) as uuid)))
                            and held_tokens = 0
                          limit :most for update skip locked)
                        """)
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .update();
        return rows.step(keep, most);
    }
}
