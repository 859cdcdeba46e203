package ai.openclaw.budget;

import ai.openclaw.task.TaskId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Sums over model calls.
@Component
public class ModelUsage {

    private static final String SUMS =
            """
            count(*) as calls, count(*) filter (where state = 'FAILED') as failed,
              sum(input_tokens) as input, sum(output_tokens) as output,
              sum(cached_tokens) as cached, sum(reasoning_tokens) as reasoning,
              coalesce(sum(usd), 0) as usd,
              count(*) filter (where usd is null and input_tokens + output_tokens > 0) as unpriced
            """;

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

    /// One call of a task.
    ///
    /// @param attempt its number
    /// @param model `provider/model` that answered; as it was asked for if nobody did
    /// @param state `OPEN`, `DONE`, `FAILED`, `CUT` (the program went away) or `LOST` (the gateway
    ///   did)
    /// @param status of HTTP; null while there is none
    /// @param millis from the request's arrival to the answer's last byte
    /// @param estimated whether the figures are ours, as the provider gave none
    /// @param usd null: the model has no price
    public record Call(
            Instant at,
            int attempt,
            String model,
            String state,
            @Nullable Integer status,
            @Nullable Integer firstByteMillis,
            @Nullable Integer millis,
            long inputTokens,
            long outputTokens,
            long cachedTokens,
            long reasoningTokens,
            boolean estimated,
            @Nullable BigDecimal usd) {}

    /// The newest calls of a task, the oldest of them first.
    public List<Call> calls(TaskId task, int most) {
        return jdbc.sql(
                        """
                        select at, number, coalesce(provider || '/' || model, asked) as model,
                          state, status, first_byte_ms, total_ms, input_tokens, output_tokens,
                          cached_tokens, reasoning_tokens, estimated, usd
                        from model_call where task = :task order by id desc limit :most
                        """)
                .param("task", task.value())
                .param("most", most)
                .query((row, _) ->
                        new Call(
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getInt("number"),
                                row.getString("model"),
                                row.getString("state"),
                                row.getObject("status", Integer.class),
                                row.getObject("first_byte_ms", Integer.class),
                                row.getObject("total_ms", Integer.class),
                                row.getLong("input_tokens"),
                                row.getLong("output_tokens"),
                                row.getLong("cached_tokens"),
                                row.getLong("reasoning_tokens"),
                                row.getBoolean("estimated"),
                                row.getBigDecimal("usd")))
                .list()
                .reversed();
    }

    /// The sum of all calls of a task that are over; its key is null.
    public Sum of(TaskId task) {
        return jdbc.sql(
                        """
                        select null as key, %s from model_call
                        where state <> 'OPEN' and task = :task
                        """
                                .formatted(SUMS))
                .param("task", task.value())
                .query((row, _) -> sum(row))
                .single();
    }

    /// The dearest first, days in their order; at most 500.
    ///
    /// @param from null: 30 days ago
    /// @param to null: now
    public List<Sum> by(By by, @Nullable Instant from, @Nullable Instant to) {
        return jdbc.sql(
                        """
                        select %s as key, %s
                        from model_call
                        where state <> 'OPEN'
                          and at >= coalesce(:from::timestamptz, now() - interval '30 days')
                          and at < coalesce(:to::timestamptz, 'infinity')
                        group by 1 order by %s limit 500
                        """
                                .formatted(
                                        by.expression,
                                        SUMS,
                                        by == By.DAY
                                                ? "key"
                                                : "usd desc, sum(input_tokens + output_tokens)"
                                                        + " desc, key"))
                .param("from", from == null ? null : from.atOffset(ZoneOffset.UTC).toString())
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC).toString())
                .query((row, _) -> sum(row))
                .list();
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                row.getString("key"),
                row.getLong("calls"),
                row.getLong("failed"),
                row.getLong("input"),
                row.getLong("output"),
                row.getLong("cached"),
                row.getLong("reasoning"),
                row.getBigDecimal("usd"),
                row.getLong("unpriced"));
    }
}
