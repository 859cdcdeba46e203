package ai.openclaw.queue;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.Enqueuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.sql.common.JobTable;
import org.jobrunr.storage.sql.postgres.PostgresDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Writes jobs on the caller's own connection: JobRunr's own API would commit by itself. A job's id
/// is its attempt's id.
@Component
class JobRunrEnqueuer implements Enqueuer {

    private final DataSource dataSource;

    JobRunrEnqueuer(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void enqueue(List<AttemptId> attempts) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("attempts are enqueued in the transaction of the task");
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            Set<UUID> there = enqueued(connection, attempts);
            var names = names(connection, attempts);
            List<Job> jobs =
                    attempts.stream()
                            .filter(attempt -> !there.contains(attempt.value()))
                            .map(attempt -> job(attempt, names.get(attempt.value())))
                            .toList();
            new JobTable(connection, new PostgresDialect(), null, JobJson.MAPPER).save(jobs);
        } catch (SQLException e) {
            throw new StorageException("cannot enqueue " + attempts, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @Override
    public void makeWay() {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (var notify = connection.prepareStatement("select pg_notify('openclaw_job', '')")) {
            notify.execute();
        } catch (SQLException e) {
            throw new StorageException("cannot wake the queue", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @Override
    public void forget(List<AttemptId> attempts) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        String sql = "delete from jobrunr_jobs where id = any (cast(? as char(36)[]))";
        Object[] ids = attempts.stream().map(AttemptId::toString).toArray();
        try (var delete = connection.prepareStatement(sql)) {
            delete.setArray(1, connection.createArrayOf("text", ids));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new StorageException("cannot forget jobs", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static Set<UUID> enqueued(Connection connection, List<AttemptId> attempts)
            throws SQLException {
        String sql = "select id from jobrunr_jobs where id = any (cast(? as char(36)[]))";
        Object[] ids = attempts.stream().map(AttemptId::toString).toArray();
        try (var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", ids));
            try (var rows = query.executeQuery()) {
                var found = new HashSet<UUID>();
                while (rows.next()) {
                    found.add(UUID.fromString(rows.getString(1).strip()));
                }
                return found;
            }
        }
    }

    /// For people who look at jobs: agent, task and, from the second on, which attempt.
    private static Map<UUID, String> names(Connection connection, List<AttemptId> attempts)
            throws SQLException {
        String sql =
                """
                select a.id, t.agent || ' ' || t.id
                  || case when a.number > 1 then ', attempt ' || a.number else '' end
                from attempt a join task t on t.id = a.task
                where a.id = any (?)
                """;
        Object[] ids = attempts.stream().map(AttemptId::value).toArray();
        try (var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", ids));
            try (var rows = query.executeQuery()) {
                var names = new HashMap<UUID, String>();
                while (rows.next()) {
                    names.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
                return names;
            }
        }
    }

    private static Job job(AttemptId attempt, @Nullable String name) {
        var job = new Job(attempt.value(), new JobDetails(new RunAttempt(attempt.value())));
        job.setJobName(name == null ? "attempt " + attempt : name);
        return job;
    }
}
