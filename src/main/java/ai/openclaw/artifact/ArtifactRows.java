package ai.openclaw.artifact;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.TooLarge;
import ai.openclaw.blob.Blob;
import ai.openclaw.blob.Blobs;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The artifacts as rows; their bytes are blobs.
@Component
class ArtifactRows {

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final TransactionTemplate transaction;

    ArtifactRows(JdbcClient jdbc, Blobs blobs, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.transaction = transaction;
    }

    /// An artifact and where its bytes are.
    record Stored(Artifact artifact, UUID blob) {}

    /// Puts the blob under the path, in place of an earlier one; a blob that is refused is deleted.
    ///
    /// @param caps for all that the attempt has; null for whom has looked himself
    /// @throws Conflict if the attempt is not RUNNING any more
    /// @throws TooLarge if there is no room for it
    Artifact keep(TaskId task, AttemptId attempt, String path, Blob blob, @Nullable Caps caps) {
        Artifact kept;
        try {
            kept = transaction.execute(_ -> put(task, attempt, path, blob, caps));
        } catch (TooLarge e) {
            blobs.delete(blob.id());
            throw e;
        }
        if (kept == null) {
            blobs.delete(blob.id());
            throw new Conflict("Attempt " + attempt + " is not running any more.");
        }
        return kept;
    }

    /// @param bytes that are to come
    /// @throws TooLarge if the attempt has no room for them under this path
    void requireRoom(AttemptId attempt, String path, long bytes, Caps caps) {
        boolean room =
                jdbc.sql(
                                """
                                select count(*) < :files and coalesce(sum(bytes), 0) + :bytes <= :most
                                from artifact where attempt = :attempt and path <> :path
                                """)
                        .param("files", caps.entries())
                        .param("bytes", bytes)
                        .param("most", caps.bytes())
                        .param("attempt", attempt.value())
                        .param("path", path)
                        .query((row, _) -> row.getBoolean(1))
                        .single();
        if (!room) {
            throw new TooLarge(
                    "path",
                    "An attempt has at most %d artifacts of 1 GiB together."
                            .formatted(caps.entries()));
        }
    }

    private @Nullable Artifact put(
            TaskId task, AttemptId attempt, String path, Blob blob, @Nullable Caps caps) {
        // Holds until the commit that the attempt is RUNNING, and keeps another put out.
        var number =
                jdbc.sql(
                                """
                                select number from attempt
                                where id = ? and task = ? and state = 'RUNNING'
                                for no key update
                                """)
                        .params(attempt.value(), task.value())
                        .query(Integer.class)
                        .optional();
        if (number.isEmpty()) {
            return null;
        }
        if (caps != null) {
            requireRoom(attempt, path, blob.bytes(), caps);
        }
        var replaced =
                jdbc.sql("delete from artifact where attempt = ? and path = ? returning blob")
                        .params(attempt.value(), path)
                        .query(UUID.class)
                        .optional();
        var kept =
                jdbc.sql(
                                """
                                insert into artifact
                                  (attempt, path, task, number, blob, bytes, sha256)
                                values (?, ?, ?, ?, ?, ?, ?)
                                returning *
                                """)
                        .params(
                                attempt.value(),
                                path,
                                task.value(),
                                number.get(),
                                blob.id(),
                                blob.bytes(),
                                blob.sha256())
                        .query((rs, _) -> stored(rs))
                        .single();
        replaced.ifPresent(blobs::delete);
        return kept.artifact();
    }

    /// By path, of one attempt: the given one, or the newest that left any.
    ///
    /// @param after only paths behind this one, or null for all
    List<Artifact> list(TaskId task, @Nullable Integer attempt, @Nullable String after, int limit) {
        return stored(task, attempt, after, limit).stream().map(Stored::artifact).toList();
    }

    /// As [#list], and where the bytes are.
    List<Stored> stored(TaskId task, @Nullable Integer attempt, @Nullable String after, int limit) {
        return jdbc.sql(
                        """
                        select * from artifact
                        where task = :task
                          and number = coalesce(:attempt,
                            (select max(number) from artifact where task = :task))
                          and path > :after
                        order by path limit :limit
                        """)
                .param("task", task.value())
                .param("attempt", attempt, Types.INTEGER)
                .param("after", Objects.requireNonNullElse(after, ""))
                .param("limit", limit)
                .query((rs, _) -> stored(rs))
                .list();
    }

    Optional<Stored> find(TaskId task, @Nullable Integer attempt, String path) {
        if (ArtifactPath.flaw(path) != null) {
            return Optional.empty();
        }
        return jdbc.sql(
                        """
                        select * from artifact
                        where task = :task
                          and number = coalesce(:attempt,
                            (select max(number) from artifact where task = :task))
                          and path = :path
                        """)
                .param("task", task.value())
                .param("attempt", attempt, Types.INTEGER)
                .param("path", path)
                .query((rs, _) -> stored(rs))
                .optional();
    }

    /// @throws NotFound if there is no such task
    void requireTask(TaskId task) {
        var _ =
                jdbc.sql("select 1 from task where id = ?")
                        .param(task.value())
                        .query(Integer.class)
                        .optional()
                        .orElseThrow(() -> new NotFound("task", task));
    }

    private static Stored stored(ResultSet rs) throws SQLException {
        return new Stored(
                new Artifact(
                        rs.getInt("number"),
                        rs.getString("path"),
                        rs.getLong("bytes"),
                        rs.getString("sha256"),
                        rs.getTimestamp("created_at").toInstant()),
                rs.getObject("blob", UUID.class));
    }
}
