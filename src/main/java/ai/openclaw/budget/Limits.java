package ai.openclaw.budget;

import ai.openclaw.base.Findings;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The limits that people have set, with what is spent of each.
@Component
public class Limits {

    private static final Set<String> SCOPES = Set.of("all", "agent", "schedule");
    private static final Set<String> PERIODS = Set.of("day", "month", "total");
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    private final JdbcClient jdbc;

    Limits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// By scope, name and period.
    public List<Limit> list() {
        return jdbc.sql(
                        """
                        select l.scope, nullif(l.name, '') as name, l.period, l.tokens, l.usd,
                          coalesce(sum(c.input_tokens + c.output_tokens), 0) as spent_tokens,
                          coalesce(sum(c.usd), 0) as spent_usd
                        from budget_limit l
                        left join model_call c on c.state <> 'OPEN'
                          and (l.scope = 'all' or (l.scope = 'agent' and c.agent = l.name)
                            or (l.scope = 'schedule' and c.schedule = l.name))
                          and (l.period = 'total' or c.at >=
                            date_trunc(l.period, now() at time zone 'UTC') at time zone 'UTC')
                        group by l.scope, l.name, l.period
                        order by l.scope, l.name, l.period
                        """)
                .query((row, _) ->
                        new Limit(
                                row.getString("scope"),
                                row.getString("name"),
                                row.getString("period"),
                                row.getObject("tokens", Long.class),
                                row.getBigDecimal("usd"),
                                row.getLong("spent_tokens"),
                                row.getBigDecimal("spent_usd")))
                .list();
    }

    /// In place of the one of the same scope, name and period.
    ///
    /// @throws InvalidRequest naming every field that is wrong
    void put(Limit limit, String by) {
        check(limit);
        jdbc.sql(
                        """
                        insert into budget_limit (scope, name, period, tokens, usd, set_by)
                        values (:scope, :name, :period, :tokens, :usd, :by)
                        on conflict (scope, name, period) do update set tokens = excluded.tokens,
                          usd = excluded.usd, set_by = excluded.set_by, set_at = now()
                        """)
                .param("scope", limit.scope())
                .param("name", limit.name() == null ? "" : limit.name())
                .param("period", limit.period())
                .param("tokens", limit.tokens(), Types.BIGINT)
                .param("usd", limit.usd(), Types.NUMERIC)
                .param("by", by)
                .update();
    }

    private static void check(Limit limit) {
        var findings = new Findings();
        String scope = limit.scope();
        if (scope == null || !SCOPES.contains(scope)) {
            findings.at("scope").add("must be all, agent or schedule.");
        } else if (scope.equals("all") != (limit.name() == null || limit.name().isEmpty())) {
            findings.at("name")
                    .add(
                            scope.equals("all")
                                    ? "is for the scopes agent and schedule; leave it out."
                                    : "must be the name of the " + scope + ".");
        }
        if (limit.name() != null && !limit.name().matches("[a-z0-9][a-z0-9._-]{0,99}|")) {
            findings.at("name").add("is no name of an agent or schedule.");
        }
        String period = limit.period();
        if (period == null || !PERIODS.contains(period)) {
            findings.at("period").add("must be day, month or total.");
        }
        if (limit.tokens() == null && limit.usd() == null) {
            findings.at("tokens").add("or usd must be set.");
        }
        if (limit.tokens() != null && limit.tokens() < 0) {
            findings.at("tokens").add("may not be negative.");
        }
        BigDecimal usd = limit.usd();
        if (usd != null && (usd.signum() < 0 || usd.compareTo(MOST) > 0)) {
            findings.at("usd").add("must be between 0 and 1000000000.");
        }
        findings.throwIfAny();
    }

    /// @throws NotFound if there is none
    void remove(String scope, @Nullable String name, String period) {
        int gone =
                jdbc.sql(
                                """
                                delete from budget_limit
                                where scope = :scope and name = :name and period = :period
                                """)
                        .param("scope", scope)
                        .param("name", name == null ? "" : name)
                        .param("period", period)
                        .update();
        if (gone == 0) {
            throw new NotFound("budget", scope + (name == null ? "" : " " + name) + " " + period);
        }
    }
}
