package ai.openclaw.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Sums over model calls.
@Component
public class ModelUsage {

    private final JdbcClient jdbc;

    ModelUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What is summed up by.
    public enum By {
        AGENT("agent"),
        MODEL("provider || '/' || model"),
        SCHEDULE("schedule"),
        DAY("to_char(at at time zone 'UTC', 'YYYY-MM-DD')");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }
    }

    /// @param key the agent, model, schedule or day; null for calls without one
    /// @param failed of the calls
    /// @param usd of those with a price
    /// @param unpriced calls that used tokens of a model without a price
    public record Sum(
            @Nullable String key,
            long calls,
            long failed,
            long inputTokens,
            long outputTokens,
            long cachedTokens,
            long reasoningTokens,
            BigDecimal usd,
            long unpriced) {}

    /// The dearest first, days in their order; at most 500.
    ///
    /// @param from null: 30 days ago
    /// @param to null: now
    public List<Sum> by(By by, @Nullable Instant from, @Nullable Instant to) {
        return jdbc.sql(
                        """
                        select %s as key, count(*) as calls,
                          count(*) filter (where state = 'FAILED') as failed,
                          sum(input_tokens) as input, sum(output_tokens) as output,
                          sum(cached_tokens) as cached, sum(reasoning_tokens) as reasoning,
                          coalesce(sum(usd), 0) as usd,
                          count(*) filter (where usd is null and input_tokens + output_tokens > 0)
                            as unpriced
                        from model_call
                        where state <> 'OPEN'
                          and at >= coalesce(:from::timestamptz, now() - interval '30 days')
                          and at < coalesce(:to::timestamptz, 'infinity')
                        group by 1 order by %s limit 500
                        """
                                .formatted(
                                        by.expression,
                                        by == By.DAY
                                                ? "key"
                                                : "usd desc, sum(input_tokens + output_tokens)"
                                                        + " desc, key"))
                .param("from", from == null ? null : from.atOffset(ZoneOffset.UTC).toString())
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC).toString())
                .query((row, _) ->
                        new Sum(
                                row.getString("key"),
                                row.getLong("calls"),
                                row.getLong("failed"),
                                row.getLong("input"),
                                row.getLong("output"),
                                row.getLong("cached"),
                                row.getLong("reasoning"),
                                row.getBigDecimal("usd"),
                                row.getLong("unpriced")))
                .list();
    }
}
