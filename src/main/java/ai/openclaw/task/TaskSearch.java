package ai.openclaw.task;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
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
        values.addValue("q", pattern(q)).addValue("newest", NEWEST);
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
        var conditions = TaskConditions.of(query, "< :before", values);
        String from = conditions.from();
        String where = " where " + conditions.where() + more;
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

    /// For `ilike`.
    ///
    /// @throws InvalidRequest if it is too short or too long to be searched for
    static String pattern(String q) {
        String text = q.strip();
        if (text.length() < 3 || q.length() > 200) {
            throw InvalidRequest.of("q", "must have 3 to 200 characters.");
        }
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
