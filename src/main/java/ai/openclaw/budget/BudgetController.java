package ai.openclaw.budget;

import ai.openclaw.auth.Audit;
import ai.openclaw.base.Caller;
import ai.openclaw.base.Findings;
import ai.openclaw.base.Page;
import java.math.BigDecimal;
import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What may be spent, and what models cost.
@RestController
@RequestMapping("/api/v1")
class BudgetController {

    private static final int MOST_PRICES = 5_000;
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

    private final Limits limits;
    private final Prices prices;
    private final Audit audit;

    BudgetController(Limits limits, Prices prices, Audit audit) {
        this.limits = limits;
        this.prices = prices;
        this.audit = audit;
    }

    /// @param items the whole table
    record PriceTable(@Nullable List<Entry> items) {

        /// @param model `provider/model`; `*` stands for anything
        /// @param input dollars for a million tokens, like the others
        /// @param cached absent: as other input
        record Entry(
                @Nullable String model,
                @Nullable BigDecimal input,
                @Nullable BigDecimal output,
                @Nullable BigDecimal cached) {}
    }

    /// All budgets besides those of tasks, with what is spent of each in its present period. One
    /// page.
    @GetMapping("/budgets")
    Page<Limit> budgets() {
        return new Page<>(limits.list(), null);
    }

    /// Sets the budget of this scope, name and period. It holds from the next model call on, and
    /// counts what its period has seen already.
    @PutMapping("/budgets")
    Page<Limit> put(@RequestBody Limit limit, Principal who) {
        limits.put(limit, Caller.name(who));
        audit.record(
                Caller.name(who),
                null,
                "budgets.set",
                limit.scope()
                        + " "
                        + (limit.name() == null ? "" : limit.name() + " ")
                        + limit.period());
        return budgets();
    }

    @DeleteMapping("/budgets")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @RequestParam String scope,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam String period,
            Principal who) {
        limits.remove(scope, name, period);
        audit.record(Caller.name(who), null, "budgets.removed", scope + " " + period);
    }

    /// One page.
    @GetMapping("/prices")
    Page<Price> prices() {
        return new Page<>(prices.list(), null);
    }

    /// Sets the whole table. Calls that are over keep their cost.
    @PutMapping("/prices")
    Page<Price> put(@RequestBody PriceTable table, Principal who) {
        prices.replace(checked(table), Caller.name(who));
        audit.record(Caller.name(who), null, "prices.set", null);
        return prices();
    }

    private static List<Price> checked(PriceTable table) {
        var findings = new Findings();
        var items = table.items();
        if (items == null) {
            findings.at("items").add("must be a list of prices.");
            throw findings.refusal();
        }
        if (items.size() > MOST_PRICES) {
            findings.at("items").add("may have at most 5000 prices.");
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < items.size() && !findings.full(); i++) {
            var at = findings.at("items").at(i);
            var entry = items.get(i);
            if (entry == null) {
                at.add("may not be null.");
                continue;
            }
            String model = entry.model();
            if (model == null || !model.matches("[!-~]{1,200}")) {
                at.at("model").add("must be provider/model; * stands for anything.");
            } else if (!seen.add(model)) {
                at.at("model").add("comes twice.");
            }
            price(entry.input(), true, at.at("input"));
            price(entry.output(), true, at.at("output"));
            price(entry.cached(), false, at.at("cached"));
        }
        findings.throwIfAny();
        return items.stream()
                .map(it ->
                        new Price(
                                String.valueOf(it.model()),
                                it.input() == null ? BigDecimal.ZERO : it.input(),
                                it.output() == null ? BigDecimal.ZERO : it.output(),
                                it.cached()))
                .toList();
    }

    private static void price(@Nullable BigDecimal price, boolean needed, Findings at) {
        if (price == null ? needed : price.signum() < 0 || price.compareTo(DEAREST) > 0) {
            at.add("must be dollars for a million tokens, from 0 to 1000000.");
        }
    }
}
