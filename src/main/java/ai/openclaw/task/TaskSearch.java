package ai.openclaw.task;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Finds tasks, newest first, from an index in that order whichever filter is given.
@Repository
class TaskSearch {

    /// A page ends early when it is as large as this, in characters: prompts and results may be
    /// long, and five hundred of them are not to fill the heap.
    private static final long PAGE_TEXT = 4_000_000;

    /// How many of the newest tasks a search looks through before it turns to the index. A common
    /// word has its page full by then, and for a rare one the index is fast; the planner, which
    /// cannot know, would choose one way for both.
    private static final int NEWEST = 4_000;

    /// How far the clock that made an id and the database's may be apart.
    private static final Duration SKEW = Duration.ofMinutes(10);

    private static final String NEWEST_HITS =
            """
            with hits as materialized (
              select task from (
                select task, text from task_text where task < :before order by task desc limit :newest
              ) newest where text ilike :q)
            """;

    private static final String ALL_HITS =
            """
            with hits as materialized (
              select task from task_text where text ilike :q and task < :before)
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final TaskRows rows;

    TaskSearch(DataSource dataSource, TaskRows rows) {
        var template = new JdbcTemplate(dataSource);
        template.setFetchSize(50);
        this.jdbc = new NamedParameterJdbcTemplate(template);
        this.rows = rows;
    }

    /// @throws InvalidRequest if the search is too short
    @Transactional(readOnly = true)
    public Page<Task> find(TaskQuery query, PageRequest page) {
        String q = query.q();
        if (q == null || q.isBlank()) {
            return select(query, page, "");
        }
        if (q.strip().length() < 3 || q.length() > 200) {
            throw InvalidRequest.of("q", "must have 3 to 200 characters.");
        }
        var among = select(query, page, NEWEST_HITS);
        return among.next() != null ? among : select(query, page, ALL_HITS);
    }

    private Page<Task> select(TaskQuery query, PageRequest page, String hits) {
        var values = new MapSqlParameterSource("rows", page.rows()).addValue("newest", NEWEST);
        var cursor = page.cursor();
        values.addValue("before", cursor == null ? new UUID(-1, -1) : cursor.uuid(0));
        var where = new StringBuilder();
        String from = "from task t";
        int n = 0;
        for (var label : query.labels().entrySet()) {
            from +=
                    " join task_label l%1$d on l%1$d.task = t.id and l%1$d.key = :key%1$d and l%1$d.value = :value%1$d"
                            .formatted(n);
            values.addValue("key" + n, label.getKey()).addValue("value" + n, label.getValue());
            n++;
        }
        // The order is the label's own, so that its index can give it.
        String id = n == 0 ? "t.id" : "l0.task";
        where.append(" where ").append(id).append(" < :before");
        if (!hits.isEmpty()) {
            where.append(" and t.id in (select task from hits)");
            values.addValue("q", "%" + escape(query.q() == null ? "" : query.q().strip()) + "%");
        }
        equal(where, values, "agent", query.agent());
        equal(where, values, "schedule", query.schedule());
        equal(where, values, "reason", query.reason() == null ? null : query.reason().name());
        if (query.from() != null) {
            where.append(" and t.created_at >= :from and ").append(id).append(" >= :fromId");
            values.addValue("from", query.from().atOffset(ZoneOffset.UTC))
                    .addValue("fromId", firstId(query.from().minus(SKEW)));
        }
        if (query.to() != null) {
            where.append(" and t.created_at < :to and ").append(id).append(" < :toId");
            values.addValue("to", query.to().atOffset(ZoneOffset.UTC))
                    .addValue("toId", firstId(query.to().plus(SKEW)));
        }
        String order = " order by " + id + " desc limit :rows";
        String sql;
        if (query.states().isEmpty()) {
            sql = "select t.* " + from + where + order;
        } else {
            // Each state in its own order, then merged.
            values.addValue(
                    "states", query.states().stream().map(Enum::name).toArray(String[]::new));
            sql =
                    "select t.* from unnest(:states::text[]) s(state) cross join lateral (select t.* "
                            + from
                            + where
                            + " and t.state = s.state"
                            + order
                            + ") t order by t.id desc limit :rows";
        }
        return cut(hits + sql, values, page);
    }

    private Page<Task> cut(String sql, MapSqlParameterSource values, PageRequest page) {
        var found = new ArrayList<Task>();
        boolean more =
                Boolean.TRUE.equals(
                        jdbc.query(
                                sql,
                                values,
                                result -> {
                                    long text = 0;
                                    while (result.next()) {
                                        if (found.size() == page.limit() || text > PAGE_TEXT) {
                                            return true;
                                        }
                                        text += length(result.getString("prompt"));
                                        text += length(result.getString("command"));
                                        text += length(result.getString("result"));
                                        found.add(rows.task(result, found.size()));
                                    }
                                    return false;
                                }));
        return new Page<>(
                List.copyOf(found),
                more ? Cursor.of(found.getLast().id().value()).toString() : null);
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

    /// The least UUIDv7 of a moment; the greatest there is for one that none can have.
    private static UUID firstId(Instant at) {
        long millis =
                Math.clamp(at.getEpochSecond(), 0, (1L << 37)) * 1000 + at.getNano() / 1_000_000;
        return new UUID(Math.min(millis, (1L << 48) - 1) << 16 | 0x7000, 0x8000000000000000L);
    }

    private static String escape(String q) {
        return q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
