package ai.openclaw.dashboard;

import ai.openclaw.budget.ModelUsage.Sum;
import java.math.BigDecimal;
import java.util.List;

/// A sum of model calls on a page.
///
/// @param href where more is to be seen of what it is the sum of; empty for nowhere
/// @param cost such as `$0.18`, `$0.18 and more` if some calls have no price, or `unknown`
/// @param share of the whole, in percent
record SumRow(
        String key,
        String href,
        String calls,
        String failed,
        String input,
        String cached,
        String output,
        String cost,
        String share) {

    /// @param measure what each is a share in
    /// @param href what the key is put behind; empty for no link
    static List<SumRow> of(List<Sum> sums, Measure measure, String href) {
        double whole = sums.stream().mapToDouble(measure::of).sum();
        return sums.stream()
                .map(it -> of(it, href, whole == 0 ? 0 : 100 * measure.of(it) / whole))
                .toList();
    }

    static SumRow of(Sum it) {
        return of(it, "", 100);
    }

    private static SumRow of(Sum it, String href, double share) {
        return new SumRow(
                it.key() == null ? "none" : it.key(),
                it.key() == null || href.isEmpty() ? "" : href + it.key(),
                Shown.count(it.calls()),
                it.failed() == 0 ? "" : Shown.count(it.failed()),
                Shown.count(it.inputTokens()),
                Shown.count(it.cachedTokens()),
                Shown.count(it.outputTokens()),
                cost(it),
                Percent.of(share));
    }

    static String cost(Sum it) {
        if (it.unpriced() == 0) {
            return Shown.usd(it.usd());
        }
        return it.usd().signum() == 0 ? "unknown" : Shown.usd(it.usd()) + " and more";
    }

    /// What sums are compared by: money as far as it is known, else tokens.
    enum Measure {
        COST,
        TOKENS;

        static Measure of(List<Sum> sums) {
            boolean priced =
                    sums.stream().anyMatch(it -> it.usd().signum() > 0)
                            && sums.stream().allMatch(it -> it.unpriced() == 0);
            return priced ? COST : TOKENS;
        }

        double of(Sum it) {
            return switch (this) {
                case COST -> it.usd().doubleValue();
                case TOKENS -> it.inputTokens() + it.outputTokens();
            };
        }

        String shown(Sum it) {
            return switch (this) {
                case COST -> Shown.usd(it.usd());
                case TOKENS -> Shown.shortCount(it.inputTokens() + it.outputTokens()) + " tokens";
            };
        }

        /// The value of the chart's upper edge.
        String edge(double most) {
            return switch (this) {
                case COST -> Shown.usd(BigDecimal.valueOf(most));
                case TOKENS -> Shown.shortCount(Math.round(most));
            };
        }
    }
}
