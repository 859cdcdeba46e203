package ai.openclaw.notify;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.Ids;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.task.TaskId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What became of events: every delivery with its attempts.
@Component
public class Deliveries {

    private static final UUID LAST = new UUID(-1, -1);

    private static final String SELECT =
            """
            select d.*, coalesce(w.url, d.url) as to_url
            from delivery d left join webhook w on w.id = d.webhook
            """;

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those to a webhook, newest first.
    ///
    /// @param page with a cursor of one key
    public Page<Delivery> ofWebhook(UUID webhook, PageRequest page) {
        return list("d.webhook", webhook, page);
    }

    /// Those that tell of a task, to its callback and to webhooks, newest first.
    ///
    /// @param page with a cursor of one key
    public Page<Delivery> ofTask(TaskId task, PageRequest page) {
        return list("d.task", task.value(), page);
    }

    /// @throws NotFound if there is none
    public Delivery get(UUID id) {
        var found = jdbc.sql(SELECT + " where d.id = :id").param("id", id).query(this::row).list();
        if (found.isEmpty()) {
            throw new NotFound("delivery", id);
        }
        return withAttempts(found).getFirst();
    }

    /// Sends the same message once more, under the same id, whatever became of it so far.
    ///
    /// @return the new delivery
    /// @throws NotFound if there is none
    @Transactional
    public Delivery again(UUID id) {
        var next = Ids.next();
        int made =
                jdbc.sql(
                                """
                                insert into delivery
                                  (id, message, webhook, task, url, target, type, body)
                                select :next, message, webhook, task, url, target, type, body
                                from delivery where id = :id
                                """)
                        .param("id", id)
                        .param("next", next)
                        .update();
        if (made == 0) {
            throw new NotFound("delivery", id);
        }
        return get(next);
    }

    private Page<Delivery> list(String column, UUID value, PageRequest page) {
        var cursor = page.cursor();
        var found =
                jdbc.sql(
                                SELECT
                                        + " where "
                                        + column
                                        + " = :value and d.id < :before"
                                        + " order by d.id desc limit :rows")
                        .param("value", value)
                        .param("before", cursor == null ? LAST : cursor.uuid(0))
                        .param("rows", page.rows())
                        .query(this::row)
                        .list();
        return page.page(withAttempts(found), it -> Cursor.of(it.id()));
    }

    private record Tried(UUID delivery, Delivery.Attempt attempt) {}

    private List<Delivery> withAttempts(List<Delivery> bare) {
        var attempts =
                jdbc
                        .sql(
                                """
                                select * from delivery_attempt where delivery = any(:ids)
                                order by delivery, number
                                """)
                        .param("ids", bare.stream().map(Delivery::id).toArray(UUID[]::new))
                        .query((row, _) ->
                                new Tried(row.getObject("delivery", UUID.class), attempt(row)))
                        .list()
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Tried::delivery,
                                        Collectors.mapping(Tried::attempt, Collectors.toList())));
        return bare.stream().map(it -> complete(it, attempts)).toList();
    }

    private static Delivery complete(Delivery it, Map<UUID, List<Delivery.Attempt>> all) {
        var attempts = all.getOrDefault(it.id(), List.of());
        boolean underWay = !attempts.isEmpty() && attempts.getLast().millis() == null;
        return new Delivery(
                it.id(),
                it.message(),
                it.webhook(),
                it.task(),
                it.type(),
                it.to(),
                it.state(),
                it.createdAt(),
                underWay ? null : it.nextAttemptAt(),
                it.finishedAt(),
                attempts);
    }

    private Delivery row(ResultSet row, int n) throws SQLException {
        var state = Delivery.State.valueOf(row.getString("state"));
        return new Delivery(
                row.getObject("id", UUID.class),
                "msg_" + row.getObject("message", UUID.class),
                row.getObject("webhook", UUID.class),
                row.getObject("task", UUID.class),
                row.getString("type"),
                to(row.getString("to_url")),
                state,
                at(row, "created_at"),
                state == Delivery.State.PENDING ? at(row, "due_at") : null,
                instant(row, "finished_at"),
                List.of());
    }

    private static Delivery.Attempt attempt(ResultSet row) throws SQLException {
        return new Delivery.Attempt(
                row.getInt("number"),
                at(row, "at"),
                row.getObject("millis", Integer.class),
                row.getObject("status", Integer.class),
                row.getString("answer"),
                row.getString("error"));
    }

    private static String to(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
