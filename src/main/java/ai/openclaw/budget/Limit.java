package ai.openclaw.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What may be spent besides the budget of each task, in a period that begins at midnight UTC. At
/// least one of `tokens` and `usd` is set.
///
/// @param scope `all`, `agent` or `schedule`
/// @param name of the agent or schedule; absent for all
/// @param period `day`, `month` or `total`
/// @param spentTokens as `GET` shows it; means nothing in a `PUT`, like `spentUsd`
public record Limit(
        @Nullable String scope,
        @Nullable String name,
        @Nullable String period,
        @Nullable Long tokens,
        @Nullable BigDecimal usd,
        @Nullable Long spentTokens,
        @Nullable BigDecimal spentUsd) {}
