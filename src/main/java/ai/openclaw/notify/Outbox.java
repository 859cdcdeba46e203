package ai.openclaw.notify;

import ai.openclaw.base.Ids;
import ai.openclaw.notify.Payloads.Payload;
import ai.openclaw.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Deliveries that are due, written with what they tell of, taken by any gateway. Whoever takes one
/// has it for a while; if no word comes by then, it is due again. So a receiver may get the same
/// message twice, under the same id, and never not at all.
@Repository
class Outbox {

    /// How long a gateway has a delivery: well over the time limit of a call and a slow look-up.
    static final Duration LEASE = Duration.ofMinutes(2);

    static final String CLAIM =
            """
            with due as (
              select id from delivery
              where state = 'PENDING' and due_at <= now() and target <> all(:full)
              order by due_at limit 1 for update skip locked),
            taken as (
              update delivery d
              set attempts = attempts + 1, due_at = now() + make_interval(secs => :lease)
              from due where d.id = due.id
              returning d.*),
            noted as (
              insert into delivery_attempt (delivery, number) select id, attempts from taken)
            select t.id, t.message, t.webhook, t.target, t.body, t.attempts, t.created_at,
              coalesce(w.url, t.url) as url, coalesce(w.enabled, true) as wanted
            from taken t left join webhook w on w.id = t.webhook
            """;

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A delivery to be written.
    ///
    /// @param url of a callback; null for a webhook
    /// @param target who shares a limit on deliveries at once
    record Entry(
            UUID id,
            @Nullable UUID webhook,
            @Nullable TaskId task,
            @Nullable String url,
            String target,
            Payload payload) {

        static Entry to(UUID webhook, Payload payload) {
            return new Entry(Ids.next(), webhook, null, null, webhook.toString(), payload);
        }
    }

    /// A delivery that this gateway has now.
    ///
    /// @param attempt its number, from 1
    /// @param wanted false if the webhook was switched off meanwhile
    record Claimed(
            UUID id,
            UUID message,
            @Nullable UUID webhook,
            String target,
            String url,
            String body,
            int attempt,
            Instant createdAt,
            boolean wanted) {}

    /// The webhooks that want to know of it.
    List<UUID> wanting(EventType type) {
        return jdbc.sql(
                        """
                        select id from webhook
                        where enabled and events && array['*', :type::text] order by id
                        """)
                .param("type", type.toString())
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    void add(Collection<Entry> entries) {
        jdbc.sql(
                        """
                        insert into delivery (id, message, webhook, task, url, target, type, body)
                        select * from unnest(:ids, :messages, :webhooks, :tasks, :urls::text[],
                          :targets::text[], :types::text[], :bodies::text[])
                        """)
                .param("ids", uuids(entries, Entry::id))
                .param("messages", uuids(entries, it -> it.payload().message()))
                .param("webhooks", uuids(entries, Entry::webhook))
                .param("tasks", uuids(entries, it -> it.task() == null ? null : it.task().value()))
                .param("urls", texts(entries, Entry::url))
                .param("targets", texts(entries, Entry::target))
                .param("types", texts(entries, it -> it.payload().type().toString()))
                .param("bodies", texts(entries, it -> it.payload().body()))
                .update();
    }

    /// The delivery that is due longest, for this gateway alone.
    ///
    /// @param full targets that are busy enough
    Optional<Claimed> claim(Collection<String> full) {
        return jdbc.sql(CLAIM)
                .param("full", full.toArray(String[]::new))
                .param("lease", (double) LEASE.toSeconds())
                .query((row, _) ->
                        new Claimed(
                                row.getObject("id", UUID.class),
                                row.getObject("message", UUID.class),
                                row.getObject("webhook", UUID.class),
                                row.getString("target"),
                                row.getString("url"),
                                row.getString("body"),
                                row.getInt("attempts"),
                                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                                row.getBoolean("wanted")))
                .optional();
    }

    /// How long until the next one is due; empty if none waits.
    ///
    /// @param full targets that do not count
    Optional<Duration> untilDue(Collection<String> full) {
        return jdbc.sql(
                        """
                        select extract(epoch from due_at - now())::float8 from delivery
                        where state = 'PENDING' and target <> all(:full)
                        order by due_at limit 1
                        """)
                .param("full", full.toArray(String[]::new))
                .query(Double.class)
                .optional()
                .map(seconds -> Duration.ofMillis((long) Math.ceil(seconds * 1000)));
    }

    /// Says what came of an attempt. The word of who had the delivery too long changes nothing but
    /// the list of attempts.
    ///
    /// @param pause until the next attempt; null if there is none
    void settle(Claimed it, Outcome outcome, Duration took, @Nullable Duration pause) {
        var answered = outcome instanceof Outcome.Answered a ? a : null;
        String error =
                switch (outcome) {
                    case Outcome.Answered _ -> null;
                    case Outcome.Failed(String said) -> said;
                    case Outcome.Pointless(String said) -> said;
                };
        String state = outcome.delivered() ? "DELIVERED" : pause == null ? "GIVEN_UP" : "PENDING";
        jdbc.sql(
                        """
                        with said as (
                          update delivery_attempt set millis = :millis, status = :status,
                            answer = :answer, error = :error
                          where delivery = :id and number = :number)
                        update delivery set state = :state,
                          due_at = now() + make_interval(secs => :pause),
                          finished_at = case when :state <> 'PENDING' then now() end
                        where id = :id and state = 'PENDING' and attempts = :number
                        """)
                .param("id", it.id())
                .param("number", it.attempt())
                .param("millis", (int) took.toMillis())
                .param("status", answered == null ? null : answered.status())
                .param("answer", answered == null ? null : answered.beginning())
                .param("error", error)
                .param("state", state)
                .param("pause", pause == null ? 0.0 : pause.toMillis() / 1000.0)
                .update();
    }

    private static @Nullable UUID[] uuids(
            Collection<Entry> entries, Function<Entry, @Nullable UUID> part) {
        return entries.stream().map(part).toArray(UUID[]::new);
    }

    private static @Nullable String[] texts(
            Collection<Entry> entries, Function<Entry, @Nullable String> part) {
        return entries.stream().map(part).toArray(String[]::new);
    }
}
