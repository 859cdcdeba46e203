package ai.openclaw.budget;

import ai.openclaw.agent.Budget;
import ai.openclaw.auth.TaskCaller;
import ai.openclaw.base.Ids;
import ai.openclaw.budget.Accounts.Balance;
import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.Tasks;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts model calls and holds them to their budgets. A call is admitted while the budgets it
/// falls under are not used up by what was spent and what other calls hold; so a budget is passed
/// by at most one estimate, however many calls come at once.
@Component
public class Meter {

    /// This process, whose open calls these are.
    private final UUID gateway = Ids.next();

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Prices prices;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;

    Meter(
            JdbcClient jdbc,
            Accounts accounts,
            Prices prices,
            Tasks tasks,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.prices = prices;
        this.tasks = tasks;
        this.events = events;
    }

    /// Asks for a call and, if it is granted, makes its row and reserves its estimate.
    @Transactional
    public Reservation begin(CallStart start) {
        Budget budget = tasks.budget(start.caller().task());
        var budgets = accounts.of(start.caller(), budget);
        Optional<BigDecimal> cost = prices.find(start.model()).map(it -> it.of(start.estimate()));
        var priced = budgets.stream().filter(it -> it.usd() != null).findFirst();
        if (priced.isPresent() && cost.isEmpty()) {
            return new Reservation.Unpriced(
                    "There is "
                            + priced.get().name()
                            + " in dollars, and the model "
                            + start.model()
                            + " has no price. PUT /api/v1/prices sets it.");
        }
        BigDecimal usd = cost.orElse(BigDecimal.ZERO);
        Reservation refusal = null;
        for (var account : budgets) {
            refusal = harder(refusal, refusal(account, accounts.lock(account)));
        }
        if (refusal != null) {
            return refusal;
        }
        budgets.forEach(it -> accounts.hold(it, start.estimate().total(), usd));
        var call = Ids.next();
        insert(call, start, usd, budgets.stream().map(Account::key).toList());
        return new Reservation.Granted(call);
    }

    private static @Nullable Reservation harder(
            @Nullable Reservation one, @Nullable Reservation other) {
        return one instanceof Reservation.Spent || other == null ? one : other;
    }

    private static @Nullable Reservation refusal(Account account, Balance balance) {
        Long tokens = account.tokens();
        BigDecimal usd = account.usd();
        if (tokens != null && balance.tokens() >= tokens) {
            return new Reservation.Spent(
                    "%s is used up: %,d of %,d tokens."
                            .formatted(capital(account.name()), balance.tokens(), tokens));
        }
        if (usd != null && balance.usd().compareTo(usd) >= 0) {
            return new Reservation.Spent(
                    "%s is used up: $%s of $%s."
                            .formatted(capital(account.name()), plain(balance.usd()), plain(usd)));
        }
        boolean held =
                (tokens != null && balance.tokens() + balance.heldTokens() >= tokens)
                        || (usd != null
                                && balance.usd().add(balance.heldUsd()).compareTo(usd) >= 0);
        return held
                ? new Reservation.Held(
                        "Calls that are under way hold the rest of " + account.name() + ".")
                : null;
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void insert(UUID call, CallStart start, BigDecimal usd, List<String> keys) {
        TaskCaller caller = start.caller();
        jdbc.sql(
                        """
                        insert into model_call (id, task, attempt, number, agent, schedule, dialect,
                          asked, held_tokens, held_usd, accounts, gateway)
                        values (:id, :task, :attempt, :number, :agent, :schedule, :dialect,
                          :asked, :tokens, :usd, :accounts, :gateway)
                        """)
                .param("id", call)
                .param("task", caller.task().value())
                .param("attempt", caller.attempt().value())
                .param("number", caller.number())
                .param("agent", caller.agent())
                .param("schedule", caller.schedule(), Types.VARCHAR)
                .param("dialect", start.dialect())
                .param("asked", start.asked())
                .param("tokens", keys.isEmpty() ? 0 : start.estimate().total())
                .param("usd", keys.isEmpty() ? BigDecimal.ZERO : usd)
                .param("accounts", keys.toArray(String[]::new))
                .param("gateway", gateway)
                .update();
    }

    private record Open(
            TaskId task, int number, List<String> accounts, long heldTokens, BigDecimal heldUsd) {}

    /// Says how a granted call ended. Once; later words are dropped.
    ///
    /// @return what it cost, or empty if its model has no price
    @Transactional
    public Optional<BigDecimal> end(UUID call, CallEnd end) {
        Optional<BigDecimal> cost =
                end.provider() == null
                        ? Optional.of(BigDecimal.ZERO)
                        : prices.find(end.provider() + "/" + end.model())
                                .map(it -> it.of(end.tokens()));
        var open = close(call, end, cost.orElse(null));
        if (open.isEmpty()) {
            return Optional.empty();
        }
        charge(open.get(), end.tokens(), cost.orElse(BigDecimal.ZERO));
        return cost;
    }

    private void charge(Open open, Tokens tokens, BigDecimal usd) {
        accounts.settle(open.accounts(), open.heldTokens(), open.heldUsd(), tokens.total(), usd)
                .forEach((account, part) ->
                        events.publishEvent(
                                new TaskEvent(
                                        open.task(),
                                        open.number(),
                                        "budget.warning",
                                        Map.of(
                                                "warning", true,
                                                "budget", account.replaceFirst(":-?infinity$", ""),
                                                "percent", Math.round(part * 100)))));
        tasks.spent(open.task(), tokens.input(), tokens.output(), tokens.cached(), usd);
    }

    private Optional<Open> close(UUID call, CallEnd end, @Nullable BigDecimal usd) {
        var tokens = end.tokens();
        return jdbc.sql(
                        """
                        update model_call set state = :state, provider = :provider, model = :model,
                          status = :status, first_byte_ms = :first, total_ms = :total,
                          input_tokens = :input, output_tokens = :output, cached_tokens = :cached,
                          reasoning_tokens = :reasoning, estimated = :estimated,
                          usd = :usd
                        where id = :id and state = 'OPEN'
                        returning task, number, accounts, held_tokens, held_usd
                        """)
                .param("id", call)
                .param("state", end.outcome().name())
                .param("provider", end.provider(), Types.VARCHAR)
                .param("model", end.model(), Types.VARCHAR)
                .param("status", end.status(), Types.INTEGER)
                .param("first", end.firstByteMillis(), Types.INTEGER)
                .param("total", end.totalMillis())
                .param("input", tokens.input())
                .param("output", tokens.output())
                .param("cached", tokens.cached())
                .param("reasoning", tokens.reasoning())
                .param("estimated", tokens.estimated())
                .param("usd", usd, Types.NUMERIC)
                .query(Meter::open)
                .optional();
    }

    private static Open open(ResultSet row, int n) throws SQLException {
        return new Open(
                new TaskId(row.getObject("task", UUID.class)),
                row.getInt("number"),
                List.of((String[]) row.getArray("accounts").getArray()),
                row.getLong("held_tokens"),
                row.getBigDecimal("held_usd"));
    }

    /// Says that the open calls of this process are still under way.
    void beat() {
        jdbc.sql("update model_call set beat_at = now() where state = 'OPEN' and gateway = :me")
                .param("me", gateway)
                .update();
    }

    /// Ends calls whose gateway is gone. What they used nobody knows, so all that was held for them
    /// is charged.
    ///
    /// @return whether there may be more
    @Transactional
    public boolean endLost() {
        var lost =
                jdbc.sql(
                                """
                                update model_call set state = 'LOST', estimated = true,
                                  input_tokens = held_tokens
                                where id in (
                                  select id from model_call
                                  where state = 'OPEN' and beat_at < now() - interval '2 minutes'
                                  order by beat_at limit 100 for update skip locked)
                                returning task, number, accounts, held_tokens, held_usd
                                """)
                        .query(Meter::open)
                        .list();
        lost.forEach(it -> charge(it, new Tokens(it.heldTokens(), 0, 0, 0, true), it.heldUsd()));
        return lost.size() == 100;
    }
}
