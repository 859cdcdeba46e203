package ai.openclaw.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One budget that a call falls under.
///
/// @param key of its account; accounts are locked in the order of their keys
/// @param name for people, such as "the task's budget"
/// @param condition which calls are of it, in SQL over `model_call`, with `:owner` and `:since`
/// @param owner the task's id, the agent's or the schedule's name
/// @param since when its period began, in SQL
record Account(
        String key,
        String name,
        String condition,
        String owner,
        String since,
        @Nullable Long tokens,
        @Nullable BigDecimal usd) {}
