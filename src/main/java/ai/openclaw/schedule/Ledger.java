package ai.openclaw.schedule;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The ledger: what became of every due moment. Nothing is due twice, because its key is.
@Repository
class Ledger {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    Ledger(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /// @param count of moments from `due` to `lastDue`
    record Entry(
            String schedule,
            Instant due,
            Instant lastDue,
            int count,
            SlotState state,
            @Nullable String why,
            @Nullable TaskId task) {

        static Entry of(String schedule, Plan.Run run) {
            return new Entry(
                    schedule, run.first(), run.last(), run.count(), run.state(), run.why(), null);
        }
    }

    /// Those of one schedule in the order of their due times. What has the same fate as the entry
    /// before lengthens that one.
    void write(List<Entry> entries) {
        batches.batchUpdate(
                """
                with last as (
                  select due, state, why from slot
                  where schedule = :schedule order by due desc limit 1),
                longer as (
                  update slot s set last_due = :lastDue, count = s.count + :count, at = now()
                  from last
                  where s.schedule = :schedule and s.due = last.due
                    and last.state = :state and last.why = :why and :state <> 'FIRED'
                  returning s.due)
                insert into slot (schedule, due, last_due, count, state, why, task)
                select :schedule, :due, :lastDue, :count, :state, :why, :task::uuid
                where not exists (select from longer)
                """,
                entries.stream().map(Ledger::columns).toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource columns(Entry entry) {
        return new MapSqlParameterSource("schedule", entry.schedule())
                .addValue("due", entry.due().atOffset(ZoneOffset.UTC))
                .addValue("lastDue", entry.lastDue().atOffset(ZoneOffset.UTC))
                .addValue("count", entry.count())
                .addValue("state", entry.state().name())
                .addValue("why", entry.why(), Types.VARCHAR)
                .addValue("task", entry.task() == null ? null : entry.task().value());
    }

    /// Newest first.
    Page<Slot> list(String schedule, PageRequest page) {
        var found =
                jdbc.sql(
                                """
                                select * from slot where schedule = :schedule and due < :before
                                order by due desc limit :rows
                                """)
                        .param("schedule", schedule)
                        .param(
                                "before",
                                (page.cursor() == null ? LAST : page.cursor().instant(0))
                                        .atOffset(ZoneOffset.UTC))
                        .param("rows", page.rows())
                        .query(Ledger::slot)
                        .list();
        return page.page(found, it -> Cursor.of(it.due()));
    }

    /// What touches this time, oldest first. Rows do not overlap, so of those that begin before it
    /// only the last may reach into it.
    List<SlotTally> tally(String schedule, Instant from, Instant to) {
        return jdbc.sql(
                        """
                        select min(due) as due, max(last_due) as last_due, sum(count) as count,
                          state, outcome
                        from slot
                        where schedule = :schedule and due < :to
                          and due >= coalesce((
                            select max(due) from slot
                            where schedule = :schedule and due < :from), :from)
                        group by date_bin('15 minutes', due, timestamptz 'epoch'), state, outcome,
                          case when last_due > due then due end
                        order by 1
                        """)
                .param("schedule", schedule)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new SlotTally(
                                row.getObject("due", OffsetDateTime.class).toInstant(),
                                row.getObject("last_due", OffsetDateTime.class).toInstant(),
                                row.getInt("count"),
                                SlotState.valueOf(row.getString("state")),
                                outcome(row)))
                .list();
    }

    /// The newest of each of these schedules, newest first.
    Map<String, List<Slot>> newest(Collection<String> schedules, int each) {
        return jdbc
                .sql(
                        """
                        select slot.* from unnest(:names) as name
                        cross join lateral (
                          select * from slot where schedule = name
                          order by due desc limit :each) slot
                        """)
                .param("names", schedules.toArray(String[]::new))
                .param("each", each)
                .query(Ledger::slot)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Slot::schedule));
    }

    private static Slot slot(ResultSet row, int n) throws SQLException {
        UUID task = row.getObject("task", UUID.class);
        return new Slot(
                row.getString("schedule"),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                row.getObject("last_due", OffsetDateTime.class).toInstant(),
                row.getInt("count"),
                SlotState.valueOf(row.getString("state")),
                row.getString("why"),
                task == null ? null : new TaskId(task),
                outcome(row),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable TaskState outcome(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return outcome == null ? null : TaskState.valueOf(outcome);
    }
}
