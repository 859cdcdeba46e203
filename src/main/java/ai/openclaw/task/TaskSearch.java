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
import java.util.stream.Collectors;
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

    /// How many of the newest tasks that pass the other filters a search looks through before it
    /// turns to the index of words. A common word has its page full by then, a narrow filter has no
    /// more, and for a rare word the index is fast; the planner, which cannot know, would choose
    /// one way for all.
    private static final int NEWEST = 4_000;

    /// How far the clock that made an id and the database's may be apart.
    private static final Duration SKEW = Duration.ofMinutes(10);

    private static final String HITS =
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
        var values = new MapSqlParameterSource();
        String q = query.q();
        if (q == null || q.isBlank()) {
            return cut(filtered("t.*", "", "rows", query, page, values), values, page);
        }
        if (q.strip().length() < 3 || q.length() > 200) {
            throw InvalidRequest.of("q", "must have 3 to 200 characters.");
        }
        values.addValue("q", "%" + escape(q.strip()) + "%").addValue("newest", NEWEST);
        String newest = filtered("t.id", "", "newest", query, page, values);
        var among =
                cut(
                        """
                        with newest as materialized (%s)
                        select t.* from newest
                        join task_text x on x.task = newest.id
                        join task t on t.id = newest.id
                        where x.text ilike :q
                        order by t.id desc limit :rows
                        """
                                .formatted(newest),
                        values,
                        page);
        if (among.next() != null || count(newest, values) < NEWEST) {
            return among;
        }
        String hit = " and t.id in (select task from hits)";
        return cut(HITS + filtered("t.*", hit, "rows", query, page, values), values, page);
    }

    private long count(String select, MapSqlParameterSource values) {
        Long count =
                jdbc.queryForObject("select count(*) from (" + select + ") it", values, Long.class);
        return count == null ? 0 : count;
    }

    /// The statement that selects what passes every filter but the search, in order.
    private static String filtered(
            String columns,
            String more,
            String limit,
            TaskQuery query,
            PageRequest page,
            MapSqlParameterSource values) {
        var cursor = page.cursor();
        values.addValue("before", cursor == null ? new UUID(-1, -1) : cursor.uuid(0))
                .addValue("rows", page.rows());
        var from = new StringBuilder(" from task t");
        var where = new StringBuilder(" where t.id < :before").append(more);
        int n = 0;
        for (var label : query.labels().entrySet()) {
            String l = "l" + n;
            from.append(" join task_label %1$s on %1$s.task = t.id".formatted(l));
            where.append(" and %1$s.key = :%1$sk and %1$s.value = :%1$sv".formatted(l));
            // Said of both, so that the order can be either index's.
            where.append(" and ").append(l).append(".task < :before");
            values.addValue(l + "k", label.getKey()).addValue(l + "v", label.getValue());
            n++;
        }
        equal(where, values, "agent", query.agent());
        equal(where, values, "schedule", query.schedule());
        equal(where, values, "reason", query.reason() == null ? null : query.reason().name());
        if (query.from() != null) {
            where.append(" and t.created_at >= :from and t.id >= :fromId");
            values.addValue("from", query.from().atOffset(ZoneOffset.UTC))
                    .addValue("fromId", firstId(query.from().minus(SKEW)));
        }
        if (query.to() != null) {
            where.append(" and t.created_at < :to and t.id < :toId");
            values.addValue("to", query.to().atOffset(ZoneOffset.UTC))
                    .addValue("toId", firstId(query.to().plus(SKEW)));
        }
        String order = " order by t.id desc limit :" + limit;
        if (query.states().isEmpty()) {
            return "select " + columns + from + where + order;
        }
        // Each state in its own order, then merged. Written out, because how many tasks a state has
        // decides which index is the way.
        return query.states().stream()
                .sorted()
                .map(state ->
                        "(select t.*" + from + where + " and t.state = '" + state + "'" + order)
                .collect(
                        Collectors.joining(
                                ") union all ", "select " + columns + " from (", ")) t" + order));
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
