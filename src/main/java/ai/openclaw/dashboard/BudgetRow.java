package ai.openclaw.dashboard;

import ai.openclaw.agent.Budget;
import ai.openclaw.budget.Limit;
import ai.openclaw.budget.ModelUsage.Sum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A budget and how much of it is spent.
///
/// @param share in percent
/// @param state colours it: `warn` from four fifths on, `FAILED` when nothing is left, or `ok`
record BudgetRow(String what, String spent, String share, String state) {

    static List<BudgetRow> of(Limit limit) {
        String what =
                switch (Objects.requireNonNullElse(limit.scope(), "")) {
                            case "all" -> "All tasks";
                            case "agent" -> "Agent " + limit.name();
                            default -> "Schedule " + limit.name();
                        }
                        + switch (Objects.requireNonNullElse(limit.period(), "")) {
                            case "day" -> ", today";
                            case "month" -> ", this month";
                            default -> ", in all";
                        };
        return of(
                what,
                new Budget(limit.tokens(), limit.usd()),
                Objects.requireNonNullElse(limit.spentTokens(), 0L),
                Objects.requireNonNullElse(limit.spentUsd(), BigDecimal.ZERO));
    }

    static List<BudgetRow> of(Budget budget, Sum spent) {
        return of("", budget, spent.inputTokens() + spent.outputTokens(), spent.usd());
    }

    private static List<BudgetRow> of(String what, Budget budget, long tokens, BigDecimal usd) {
        var rows = new ArrayList<BudgetRow>();
        if (budget.usd() != null) {
            rows.add(
                    row(
                            what.isEmpty() ? "Cost" : what,
                            Shown.usd(usd) + " of " + Shown.usd(budget.usd()),
                            usd.doubleValue(),
                            budget.usd().doubleValue()));
        }
        if (budget.tokens() != null) {
            rows.add(
                    row(
                            what.isEmpty() ? "Tokens" : what,
                            Shown.count(tokens) + " of " + Shown.count(budget.tokens()) + " tokens",
                            (double) tokens,
                            (double) budget.tokens()));
        }
        return rows;
    }

    private static BudgetRow row(String what, String said, double spent, double limit) {
        String state = spent >= limit ? "FAILED" : spent >= 0.8 * limit ? "warn" : "ok";
        return new BudgetRow(what, said, Percent.of(spent, limit), state);
    }
}
