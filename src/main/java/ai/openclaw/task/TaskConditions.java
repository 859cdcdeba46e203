package ai.openclaw.task;

import ai.openclaw.base.Ids;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// What a [TaskQuery] says in SQL of a task `t`, but for its states and its search.
///
/// @param from what it takes to tell, from `from` on
/// @param where the conditions, without `where`
record TaskConditions(String from, String where) {

    /// How far the clock that made an id and the database's may be apart.
    private static final Duration SKEW = Duration.ofMinutes(10);

    /// @param bound where in the order of ids it goes on, such as `< :before`
    static TaskConditions of(TaskQuery query, String bound, MapSqlParameterSource values) {
        var from = new StringBuilder(" from task t");
        var where = new StringBuilder("t.id ").append(bound);
        int n = 0;
        for (var label : query.labels().entrySet()) {
            String l = "l" + n;
            from.append(" join task_label %1$s on %1$s.task = t.id".formatted(l));
            where.append(" and %1$s.key = :%1$sk and %1$s.value = :%1$sv".formatted(l));
            // Said of both, so that the order can be either index's.
            where.append(" and ").append(l).append(".task ").append(bound);
            values.addValue(l + "k", label.getKey()).addValue(l + "v", label.getValue());
            n++;
        }
        equal(where, values, "agent", query.agent());
        equal(where, values, "schedule", query.schedule());
        equal(where, values, "reason", query.reason() == null ? null : query.reason().name());
        if (query.from() != null) {
            where.append(" and t.created_at >= :from and t.id >= :fromId");
            values.addValue("from", query.from().atOffset(ZoneOffset.UTC))
                    .addValue("fromId", Ids.least(query.from().minus(SKEW)));
        }
        if (query.to() != null) {
            where.append(" and t.created_at < :to and t.id < :toId");
            values.addValue("to", query.to().atOffset(ZoneOffset.UTC))
                    .addValue("toId", Ids.least(query.to().plus(SKEW)));
        }
        return new TaskConditions(from.toString(), where.toString());
    }

    private static void equal(
            StringBuilder where,
            MapSqlParameterSource values,
            String column,
            @Nullable Object value) {
        if (value != null) {
            where.append(" and t.").append(column).append(" = :").append(column);
            values.addValue(column, value);
        }
    }
}
