package ai.openclaw.dashboard;

import ai.openclaw.budget.Limits;
import ai.openclaw.budget.ModelUsage;
import ai.openclaw.budget.ModelUsage.By;
import ai.openclaw.dashboard.SumRow.Measure;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What model calls have used, day by day and by what it was for, and the budgets.
@Controller
class UsagePages {

    private static final Set<Integer> PERIODS = Set.of(7, 30, 90);

    private final ModelUsage usage;
    private final Limits limits;
    private final Clock clock;

    UsagePages(ModelUsage usage, Limits limits, Clock clock) {
        this.usage = usage;
        this.limits = limits;
        this.clock = clock;
    }

    @GetMapping("/usage")
    String look(
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(defaultValue = "model") String by,
            Model model) {
        int period = PERIODS.contains(days) ? days : 30;
        var to = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var from = to.minusDays(period - 1L);
        var start = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        var grouping =
                switch (by) {
                    case "agent" -> By.AGENT;
                    case "schedule" -> By.SCHEDULE;
                    default -> By.MODEL;
                };
        var daily = usage.by(By.DAY, start, null);
        var measure = Measure.of(daily);
        model.addAttribute("chart", UsageChart.of(daily, measure, from, to));
        model.addAttribute("priced", measure == Measure.COST);
        model.addAttribute("total", SumRow.of(total(daily)));
        model.addAttribute(
                "rows", SumRow.of(usage.by(grouping, start, null), measure, href(grouping)));
        model.addAttribute(
                "budgets",
                limits.list().stream().flatMap(it -> BudgetRow.of(it).stream()).toList());
        model.addAttribute("days", period);
        model.addAttribute("by", grouping.name().toLowerCase(Locale.ROOT));
        return "usage";
    }

    private static String href(By by) {
        return switch (by) {
            case AGENT -> "/agents/";
            case SCHEDULE -> "/schedules/";
            case MODEL, DAY -> "";
        };
    }

    private static ModelUsage.Sum total(List<ModelUsage.Sum> sums) {
        return sums.stream()
                .reduce(
                        new ModelUsage.Sum(null, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0),
                        UsagePages::both);
    }

    private static ModelUsage.Sum both(ModelUsage.Sum a, ModelUsage.Sum b) {
        return new ModelUsage.Sum(
                null,
                a.calls() + b.calls(),
                a.failed() + b.failed(),
                a.inputTokens() + b.inputTokens(),
                a.outputTokens() + b.outputTokens(),
                a.cachedTokens() + b.cachedTokens(),
                a.reasoningTokens() + b.reasoningTokens(),
                a.usd().add(b.usd()),
                a.unpriced() + b.unpriced());
    }
}
