package ai.openclaw.schedule;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Schedules and their versions in Postgres.
@Repository
class ScheduleStore {

    private static final String COLUMNS =
            """
            select s.name, s.version, s.created_at, s.paused_at, s.paused_by, s.paused_why,
              s.failures, s.last_success_at, %s as last_success_result, s.next_due, v.spec
            from schedule s
            join schedule_version v on v.schedule = s.name and v.version = s.version
            """;
    private static final String WHOLE = COLUMNS.formatted("s.last_success_result");
    private static final String LISTED = COLUMNS.formatted("null");

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json;

    ScheduleStore(JdbcClient jdbc, NamedParameterJdbcTemplate batches, JsonMapper json) {
        this.jdbc = jdbc;
        this.batches = batches;
        // Absent fields stay absent, so that a field added later does not make every spec differ.
        this.json =
                json.rebuild()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .changeDefaultPropertyInclusion(
                                it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .build();
    }

    Optional<Schedule> find(String name) {
        return jdbc.sql(WHOLE + "where s.name = :name")
                .param("name", name)
                .query(this::schedule)
                .optional();
    }

    /// Holds the row until the end of the transaction.
    Optional<Schedule> lock(String name) {
        return jdbc.sql(WHOLE + "where s.name = :name for update of s")
                .param("name", name)
                .query(this::schedule)
                .optional();
    }

    /// Those that the timer has to look at by now, the longest due first, held until the end of the
    /// transaction. What another gateway holds is left to it.
    List<Schedule> lockDue(Instant now, int most) {
        return jdbc.sql(
                        WHOLE
                                + """
                                where s.fire_at <= :now order by s.fire_at limit :most
                                for update of s skip locked
                                """)
                .param("now", utc(now))
                .param("most", most)
                .query(this::schedule)
                .list();
    }

    /// When the timer has to look next, or empty.
    Optional<Instant> earliest() {
        return jdbc.sql(
                        "select fire_at from schedule where fire_at is not null"
                                + " order by fire_at limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /// By name.
    Page<Schedule> list(PageRequest page) {
        var found =
                jdbc.sql(LISTED + "where s.name > :after order by s.name limit :rows")
                        .param("after", page.cursor() == null ? "" : page.cursor().text(0))
                        .param("rows", page.rows())
                        .query(this::schedule)
                        .list();
        return page.page(found, it -> Cursor.of(it.name()));
    }

    /// @return whether it was not there
    boolean insert(String name, Instant createdAt) {
        return jdbc.sql(
                                """
                                insert into schedule (name, version, created_at)
                                values (:name, 0, :at) on conflict do nothing
                                """)
                        .param("name", name)
                        .param("at", utc(createdAt))
                        .update()
                == 1;
    }

    void addVersion(String name, int version, ScheduleSpec spec, String by) {
        jdbc.sql(
                        """
                        insert into schedule_version (schedule, version, spec, created_by)
                        values (:name, :version, :spec::jsonb, :by)
                        """)
                .param("name", name)
                .param("version", version)
                .param("spec", json.writeValueAsString(spec.kept()))
                .param("by", by)
                .update();
        jdbc.sql("update schedule set version = :version where name = :name")
                .param("name", name)
                .param("version", version)
                .update();
    }

    boolean isNewest(String name, ScheduleSpec spec) {
        return jdbc.sql(
                        """
                        select exists (
                          select from schedule s join schedule_version v
                            on v.schedule = s.name and v.version = s.version
                          where s.name = :name and v.spec = :spec::jsonb)
                        """)
                .param("name", name)
                .param("spec", json.writeValueAsString(spec.kept()))
                .query(Boolean.class)
                .single();
    }

    boolean delete(String name) {
        return jdbc.sql("delete from schedule where name = :name").param("name", name).update()
                == 1;
    }

    /// What comes next.
    ///
    /// @param nextDue null with `fireAt`: nothing
    record Next(String name, @Nullable Instant nextDue, @Nullable Instant fireAt) {}

    void next(List<Next> schedules) {
        batches.batchUpdate(
                """
                update schedule set next_due = :due::timestamptz, fire_at = :fire::timestamptz
                where name = :name
                """,
                schedules.stream()
                        .map(it ->
                                new MapSqlParameterSource("name", it.name())
                                        .addValue("due", utc(it.nextDue()))
                                        .addValue("fire", utc(it.fireAt())))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /// Keeps what it says the first time.
    void pause(String name, Instant at, String by, String why) {
        jdbc.sql(
                        """
                        update schedule set paused_at = :at, paused_by = :by, paused_why = :why
                        where name = :name and paused_at is null
                        """)
                .param("name", name)
                .param("at", utc(at))
                .param("by", by)
                .param("why", why)
                .update();
    }

    void resume(String name) {
        jdbc.sql(
                        """
                        update schedule set paused_at = null, paused_by = null, paused_why = null,
                          failures = 0
                        where name = :name
                        """)
                .param("name", name)
                .update();
    }

    /// Wakes the timers of all gateways at the commit.
    void wake() {
        var _ =
                jdbc.sql("select pg_notify('openclaw_schedule', '')::text")
                        .query((row, n) -> "")
                        .list();
    }

    private Schedule schedule(ResultSet row, int n) throws SQLException {
        String result = row.getString("last_success_result");
        return new Schedule(
                row.getString("name"),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "paused_at"),
                row.getString("paused_by"),
                row.getString("paused_why"),
                row.getInt("failures"),
                instant(row, "last_success_at"),
                result == null ? null : json.readTree(result),
                instant(row, "next_due"),
                json.readValue(row.getString("spec"), ScheduleSpec.Kept.class).spec());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
