package ai.openclaw.task;

import ai.openclaw.base.Ids;
import ai.openclaw.base.TooLarge;
import ai.openclaw.blob.Blob;
import ai.openclaw.blob.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Files and archives that come ahead of the tasks that use them. One can be used by many tasks,
/// and be named until some time after its last use; its bytes stay as long as a task has them.
@Component
class Uploads {

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final TaskSettings settings;

    Uploads(JdbcClient jdbc, Blobs blobs, TaskSettings settings) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.settings = settings;
    }

    /// What was sent.
    enum Kind {
        FILE,
        TAR,
        GZIPPED_TAR
    }

    /// An upload as a task takes it.
    ///
    /// @param tar whether it can be unpacked
    record Usable(UUID id, UUID blob, long bytes, boolean tar) {}

    /// Reads to the end and stores it; a tar is checked on the way. Nothing is kept on failure.
    ///
    /// @throws TooLarge past the limit
    /// @throws ai.openclaw.base.InvalidRequest for a tar that could do harm, on `body`
    Upload store(InputStream body, Kind kind) throws IOException {
        Blob blob = kind == Kind.FILE ? keep(body) : keepInspected(body, kind == Kind.GZIPPED_TAR);
        UUID id = Ids.next();
        boolean kept = false;
        try {
            jdbc.sql(
                            """
                            insert into upload (id, blob, bytes, tar, expires_at)
                            values (:id, :blob, :bytes, :tar, now() + make_interval(secs => :ttl))
                            """)
                    .param("id", id)
                    .param("blob", blob.id())
                    .param("bytes", blob.bytes())
                    .param("tar", kind != Kind.FILE)
                    .param("ttl", settings.uploadTtl().toSeconds())
                    .update();
            kept = true;
        } finally {
            if (!kept) {
                blobs.delete(blob.id());
            }
        }
        return new Upload(id, blob.bytes(), blob.sha256());
    }

    /// Those of the uploads that are there, kept from expiring; call in the transaction that writes
    /// the tasks.
    Map<UUID, Usable> use(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        UUID[] wanted = ids.stream().distinct().sorted().toArray(UUID[]::new);
        // Only those that the sweep could take while we write: a row touched by every task would be
        // a queue of its own.
        jdbc.sql(
                        """
                        with mine as (
                          select id from upload
                          where id = any(:ids) and expires_at > now()
                            and expires_at < now() + make_interval(secs => :ttl / 2)
                          order by id for update)
                        update upload u set expires_at = now() + make_interval(secs => :ttl)
                        from mine where u.id = mine.id
                        """)
                .param("ids", wanted)
                .param("ttl", (double) settings.uploadTtl().toSeconds())
                .update();
        return jdbc
                .sql("select * from upload where id = any(:ids) and expires_at > now()")
                .param("ids", wanted)
                .query((row, n) ->
                        new Usable(
                                row.getObject("id", UUID.class),
                                row.getObject("blob", UUID.class),
                                row.getLong("bytes"),
                                row.getBoolean("tar")))
                .stream()
                .collect(Collectors.toMap(Usable::id, Function.identity()));
    }

    /// Forgets uploads past their time, and gives up their bytes where no task has them.
    ///
    /// @return the bytes of each
    @Transactional
    public List<Long> sweep(int most) {
        var expired =
                jdbc.sql(
                                """
                                delete from upload where id in (
                                  select id from upload where expires_at <= now()
                                  order by expires_at limit :most for update skip locked)
                                returning blob, bytes
                                """)
                        .param("most", most)
                        .query((row, n) ->
                                Map.entry(row.getObject("blob", UUID.class), row.getLong("bytes")))
                        .list();
        blobs.release(expired.stream().map(Map.Entry::getKey).toList());
        return expired.stream().map(Map.Entry::getValue).toList();
    }

    private Blob keep(InputStream in) throws IOException {
        return blobs.store(in, settings.uploadLimit().bytes());
    }

    private Blob keepInspected(InputStream in, boolean gzip) throws IOException {
        try (var inspected =
                new InspectedStream(in, copy -> TarInspection.inspect(copy, gzip, settings))) {
            return keep(inspected);
        }
    }
}
