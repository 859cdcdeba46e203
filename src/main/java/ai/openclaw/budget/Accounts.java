package ai.openclaw.budget;

import ai.openclaw.agent.Budget;
import ai.openclaw.auth.TaskCaller;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The accounts in Postgres. All methods join the caller's transaction; locks are held to its end
/// and taken in the order of the keys.
@Repository
class Accounts {

    private static final String OPENED = "state <> 'OPEN'";

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Where an account stands.
    record Balance(long tokens, BigDecimal usd, long heldTokens, BigDecimal heldUsd) {}

    /// The budgets that a call of this program falls under.
    List<Account> of(TaskCaller caller, Budget task) {
        var all = new ArrayList<Account>();
        if (task.tokens() != null || task.usd() != null) {
            String id = caller.task().toString();
            all.add(
                    new Account(
                            "task:" + id,
                            "the task's budget",
                            "task = cast(:owner as uuid)",
                            id,
                            "'-infinity'",
                            task.tokens(),
                            task.usd()));
        }
        all.addAll(limits(caller));
        all.sort(Comparator.comparing(Account::key));
        return all;
    }

    private List<Account> limits(TaskCaller caller) {
        return jdbc.sql(
                        """
                        select scope, name, period, tokens, usd, now() as now from budget_limit
                        where scope = 'all' or (scope = 'agent' and name = :agent)
                          or (scope = 'schedule' and name = :schedule)
                        """)
                .param("agent", caller.agent())
                .param("schedule", caller.schedule(), Types.VARCHAR)
                .query((row, _) ->
                        account(
                                row.getString("scope"),
                                row.getString("name"),
                                row.getString("period"),
                                row.getObject("now", OffsetDateTime.class),
                                row.getObject("tokens", Long.class),
                                row.getBigDecimal("usd")))
                .list();
    }

    private static Account account(
            String scope,
            String name,
            String period,
            OffsetDateTime now,
            @Nullable Long tokens,
            @Nullable BigDecimal usd) {
        LocalDate today = now.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
        String since =
                switch (period) {
                    case "day" -> today.toString();
                    case "month" -> today.withDayOfMonth(1).toString();
                    default -> "-infinity";
                };
        String condition =
                switch (scope) {
                    case "agent" -> "agent = :owner";
                    case "schedule" -> "schedule = :owner";
                    default -> ":owner = ''";
                };
        String owner = scope.equals("all") ? "the installation" : scope + " " + name;
        String said =
                period.equals("total")
                        ? "the budget of " + owner
                        : String.format(Locale.ROOT, "the budget of %s for this %s", owner, period);
        return new Account(
                scope + ":" + name + ":" + period + ":" + since,
                said,
                condition,
                name,
                "timestamptz '" + since + (since.startsWith("-") ? "'" : " 00:00:00+00'"),
                tokens,
                usd);
    }

    /// Holds the account's row; makes it from the calls so far if there is none.
    Balance lock(Account account) {
        jdbc.sql(
                        """
                        insert into budget_account (key, tokens, usd)
                        select :key, coalesce(sum(input_tokens + output_tokens), 0),
                          coalesce(sum(usd), 0)
                        from model_call where %s and %s and at >= %s
                          and not exists (select from budget_account where key = :key)
                        on conflict do nothing
                        """
                                .formatted(OPENED, account.condition(), account.since()))
                .param("key", account.key())
                .param("owner", account.owner())
                .update();
        return jdbc.sql(
                        """
                        select tokens, usd, held_tokens, held_usd from budget_account
                        where key = :key for update
                        """)
                .param("key", account.key())
                .query((row, _) ->
                        new Balance(
                                row.getLong("tokens"),
                                row.getBigDecimal("usd"),
                                row.getLong("held_tokens"),
                                row.getBigDecimal("held_usd")))
                .single();
    }

    void hold(Account account, long tokens, BigDecimal usd) {
        jdbc.sql(
                        """
                        update budget_account set held_tokens = held_tokens + :tokens,
                          held_usd = held_usd + :usd, limit_tokens = :limitTokens,
                          limit_usd = :limitUsd
                        where key = :key
                        """)
                .param("key", account.key())
                .param("tokens", tokens)
                .param("usd", usd)
                .param("limitTokens", account.tokens(), Types.BIGINT)
                .param("limitUsd", account.usd(), Types.NUMERIC)
                .update();
    }

    /// Turns what was held into what was spent.
    ///
    /// @return accounts that have now reached four fifths of their limit, each once, with the part
    Map<String, Double> settle(
            List<String> keys, long heldTokens, BigDecimal heldUsd, long tokens, BigDecimal usd) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        String[] them = keys.toArray(String[]::new);
        var locked =
                jdbc.sql(
                                """
                                select key from budget_account where key = any(:keys)
                                order by key for update
                                """)
                        .param("keys", them)
                        .query(String.class)
                        .list();
        if (locked.isEmpty()) {
            return Map.of();
        }
        jdbc.sql(
                        """
                        update budget_account set tokens = tokens + :tokens, usd = usd + :usd,
                          held_tokens = held_tokens - :heldTokens, held_usd = held_usd - :heldUsd
                        where key = any(:keys)
                        """)
                .param("keys", them)
                .param("tokens", tokens)
                .param("usd", usd)
                .param("heldTokens", heldTokens)
                .param("heldUsd", heldUsd)
                .update();
        return jdbc
                .sql(
                        """
                        update budget_account set warned_at = now()
                        where key = any(:keys) and warned_at is null
                          and (tokens >= limit_tokens * 0.8 or usd >= limit_usd * 0.8)
                        returning key, greatest(tokens::float8 / nullif(limit_tokens, 0),
                          (usd / nullif(limit_usd, 0))::float8) as part
                        """)
                .param("keys", them)
                .query((row, _) -> Map.entry(row.getString("key"), row.getDouble("part")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
