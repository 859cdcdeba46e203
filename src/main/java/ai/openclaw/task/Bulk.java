package ai.openclaw.task;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Cancels or retries all tasks that agree with a filter, a thousand in a transaction, oldest
/// first, so that no lock is held for long: the claim passes over locked tasks and finds the
/// others. What was made after the call is left alone. A failure leaves done what was done; the
/// same call again does the rest.
@Component
class Bulk {

    private static final int BATCH = 1_000;

    /// A task can go from RUNNING back to QUEUED behind the pass over its state.
    private static final int ROUNDS = 5;

    private final NamedParameterJdbcTemplate jdbc;
    private final TaskChanges changes;
    private final ObjectProvider<Enqueuer> enqueuer;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    Bulk(
            NamedParameterJdbcTemplate jdbc,
            TaskChanges changes,
            ObjectProvider<Enqueuer> enqueuer,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.enqueuer = enqueuer;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// @param last the greatest id that was looked at; null if there was none
    private record Batch(BulkCounts counts, @Nullable UUID last) {}

    /// What [#carryOut] would do now.
    BulkCounts preview(BulkAction action, TaskQuery query) {
        var sum = BulkCounts.NONE;
        var start = now();
        for (var state : states(action, query)) {
            var values = new MapSqlParameterSource("after", new UUID(0, 0));
            String sql =
                    "select count(*) as n, count(t.cancel_requested_at) as asked"
                            + matching(action, state, query, start, 0, values);
            var counts =
                    jdbc.query(
                            sql,
                            values,
                            (row, n) ->
                                    counts(
                                            action,
                                            state,
                                            row.getLong("n"),
                                            row.getLong("n")
                                                    - (state == TaskState.RUNNING
                                                            ? row.getLong("asked")
                                                            : 0)));
            sum = sum.plus(counts.getFirst());
        }
        return sum;
    }

    BulkCounts carryOut(BulkAction action, TaskQuery query, String by) {
        var sum = BulkCounts.NONE;
        var start = now();
        for (int round = 0; round < ROUNDS; round++) {
            var done = BulkCounts.NONE;
            for (var state : states(action, query)) {
                done = done.plus(pass(action, state, query, start, round, by));
            }
            sum = sum.plus(done);
            if (action == BulkAction.RETRY || done.changed() == 0) {
                break;
            }
        }
        events.publishEvent(new BulkDone(action, sum, by));
        return sum;
    }

    private BulkCounts pass(
            BulkAction action,
            TaskState state,
            TaskQuery query,
            OffsetDateTime start,
            int round,
            String by) {
        var sum = BulkCounts.NONE;
        var values = new MapSqlParameterSource("after", new UUID(0, 0));
        // The rows first, in their order, and what is done to them by another statement: its view
        // begins after the wait for locks.
        String sql =
                "select t.id"
                        + matching(action, state, query, start, round, values)
                        + " order by t.id limit :batch for no key update of t";
        values.addValue("batch", BATCH);
        while (true) {
            var batch = transactions.execute(_ -> step(action, state, sql, values, by));
            if (batch == null || batch.last() == null) {
                return sum;
            }
            sum = sum.plus(batch.counts());
            values.addValue("after", batch.last());
        }
    }

    private Batch step(
            BulkAction action,
            TaskState state,
            String sql,
            MapSqlParameterSource values,
            String by) {
        List<TaskId> ids =
                jdbc.query(sql, values, (row, n) -> new TaskId(row.getObject("id", UUID.class)));
        if (ids.isEmpty()) {
            return new Batch(BulkCounts.NONE, null);
        }
        int changed =
                switch (action) {
                    case RETRY -> changes.retry(ids, by);
                    case CANCEL ->
                            state == TaskState.QUEUED
                                    ? cancelQueued(ids, by)
                                    : changes.requestCancel(ids, by);
                };
        return new Batch(counts(action, state, ids.size(), changed), ids.getLast().value());
    }

    /// A claim that found nothing but tasks that were locked here must look again.
    private int cancelQueued(List<TaskId> ids, String by) {
        int cancelled = changes.cancelQueued(ids, by);
        enqueuer.ifAvailable(Enqueuer::makeWay);
        return cancelled;
    }

    /// From `from` on. The state is written out, because how many tasks have it decides which index
    /// is the way.
    private static String matching(
            BulkAction action,
            TaskState state,
            TaskQuery query,
            OffsetDateTime start,
            int round,
            MapSqlParameterSource values) {
        var conditions = TaskConditions.of(query, "> :after", values);
        var sql = new StringBuilder(conditions.from());
        String q = query.q();
        if (q != null && !q.isBlank()) {
            sql.append(" join task_text x on x.task = t.id and x.text ilike :q");
            values.addValue("q", TaskSearch.pattern(q));
        }
        sql.append(" where ").append(conditions.where());
        sql.append(" and t.state = '").append(state).append("' and t.created_at <= :start");
        if (action == BulkAction.RETRY) {
            // One that was retried just now and has ended again is not meant.
            sql.append(" and t.finished_at <= :start");
        } else if (round > 0) {
            sql.append(" and t.cancel_requested_at is null");
        }
        values.addValue("start", start);
        return sql.toString();
    }

    private static List<TaskState> states(BulkAction action, TaskQuery query) {
        return Arrays.stream(TaskState.values())
                .filter(action::appliesTo)
                .filter(it -> query.states().isEmpty() || query.states().contains(it))
                .toList();
    }

    private static BulkCounts counts(
            BulkAction action, TaskState state, long matched, long changed) {
        long skipped = matched - changed;
        if (action == BulkAction.RETRY) {
            return new BulkCounts(matched, 0, 0, changed, skipped);
        }
        return state == TaskState.QUEUED
                ? new BulkCounts(matched, changed, 0, 0, skipped)
                : new BulkCounts(matched, 0, changed, 0, skipped);
    }

    private OffsetDateTime now() {
        var now = jdbc.getJdbcOperations().queryForObject("select now()", OffsetDateTime.class);
        if (now == null) {
            throw new IllegalStateException("the database has no time");
        }
        return now;
    }
}
