package ai.openclaw.log;

import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The timeline of every task: state changes, sandbox steps and whatever else is worth knowing
/// afterwards. [EventKind] lists the kinds.
@Component
public class Timeline {

    /// An escaped NUL, which jsonb cannot hold, and not an escaped backslash before `u0000`.
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Timeline(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Adds an event; joins the caller's transaction where there is one.
    public void record(
            TaskId task, @Nullable Integer attempt, String kind, Map<String, Object> detail) {
        insert(
                """
                insert into timeline (task, attempt, kind, detail)
                values (:task, :attempt, :kind, cast(:detail as jsonb))
                """,
                task,
                attempt,
                kind,
                detail);
    }

    /// Adds an event in a transaction of its own, of which a power cut may lose the latest: for
    /// steps on a way that is in a hurry. Whatever commits afterwards takes them along.
    public void note(
            TaskId task, @Nullable Integer attempt, String kind, Map<String, Object> detail) {
        insert(
                """
                with hurry as (select set_config('synchronous_commit', 'off', true))
                insert into timeline (task, attempt, kind, detail)
                select :task, :attempt, :kind, cast(:detail as jsonb) from hurry
                """,
                task,
                attempt,
                kind,
                detail);
    }

    private void insert(
            String sql,
            TaskId task,
            @Nullable Integer attempt,
            String kind,
            Map<String, Object> detail) {
        jdbc.sql(sql)
                .param("task", task.value())
                .param("attempt", attempt, Types.INTEGER)
                .param("kind", kind)
                .param("detail", text(detail))
                .update();
    }

    private String text(Map<String, Object> detail) {
        return NUL.matcher(json.writeValueAsString(detail)).replaceAll("$1\\\\u2400");
    }

    /// Synchronous, so the event is there exactly if what it tells of was committed.
    @EventListener
    void on(TaskEvent event) {
        record(event.task(), event.attempt(), event.kind(), event.detail());
    }

    @EventListener
    void on(TaskEvent.Many events) {
        var them = events.events();
        jdbc.sql(
                        """
                        insert into timeline (task, attempt, kind, detail)
                        select task, attempt, kind, cast(detail as jsonb)
                        from unnest(:tasks, :attempts, :kinds, :details)
                          as them(task, attempt, kind, detail)
                        """)
                .param("tasks", them.stream().map(it -> it.task().value()).toArray(UUID[]::new))
                .param("attempts", them.stream().map(TaskEvent::attempt).toArray(Integer[]::new))
                .param("kinds", them.stream().map(TaskEvent::kind).toArray(String[]::new))
                .param("details", them.stream().map(it -> text(it.detail())).toArray(String[]::new))
                .update();
    }

    /// The events after `afterSeq`, oldest first, at most `limit`.
    public List<TimelineEvent> list(TaskId task, long afterSeq, int limit) {
        return jdbc.sql(
                        """
                        select * from timeline where task = ? and seq > ?
                        order by seq limit ?
                        """)
                .params(task.value(), afterSeq, limit)
                .query((rs, _) -> event(rs))
                .list();
    }

    /// The events before `beforeSeq`, newest first, at most `limit`.
    public List<TimelineEvent> newest(TaskId task, long beforeSeq, int limit) {
        return jdbc.sql(
                        """
                        select * from timeline where task = ? and seq < ?
                        order by seq desc limit ?
                        """)
                .params(task.value(), beforeSeq, limit)
                .query((rs, _) -> event(rs))
                .list();
    }

    private TimelineEvent event(ResultSet rs) throws SQLException {
        return new TimelineEvent(
                rs.getLong("seq"),
                rs.getObject("attempt", Integer.class),
                rs.getTimestamp("at").toInstant(),
                rs.getString("kind"),
                json.readValue(rs.getString("detail"), DETAIL));
    }
}
