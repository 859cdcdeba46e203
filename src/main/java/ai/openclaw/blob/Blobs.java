package ai.openclaw.blob;

import ai.openclaw.base.Ids;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores and opens [Blob]s. Never holds more than a chunk in memory, nor a connection while the
/// other side is slow: each chunk is a transaction by itself, and the checksum at the end makes the
/// blob whole. Call it outside of a transaction.
@Component
public class Blobs {

    static final int CHUNK_BYTES = 512 * 1024;

    private static final int CHUNKS_AT_ONCE = 64;

    private static final Logger log = LoggerFactory.getLogger(Blobs.class);

    private final JdbcClient jdbc;

    public Blobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Reads `in` to its end and stores it.
    ///
    /// @throws ai.openclaw.base.TooLarge past `maxBytes`; nothing is kept then
    /// @throws IOException if `in` fails; nothing is kept then
    public Blob store(InputStream in, long maxBytes) throws IOException {
        UUID id = Ids.next();
        jdbc.sql("insert into blob (id) values (?)").param(id).update();
        boolean stored = false;
        try {
            Blob blob = write(id, in, maxBytes);
            stored = true;
            return blob;
        } finally {
            if (!stored) {
                discard(id);
            }
        }
    }

    /// The content from its first byte; the caller closes it.
    ///
    /// @throws ai.openclaw.base.NotFound if there is none
    public InputStream open(UUID id) {
        long bytes =
                jdbc.sql("select bytes from blob where id = ? and sha256 is not null")
                        .param(id)
                        .query(Long.class)
                        .optional()
                        .orElseThrow(() -> new NotFound("blob", id));
        return new BlobStream(jdbc, id, bytes);
    }

    /// Deletes the blob; deleting one that is gone does nothing.
    public void delete(UUID id) {
        jdbc.sql("delete from blob where id = ?").param(id).update();
    }

    /// Gives up those of the blobs that no row refers to any more; the sweep deletes their bytes
    /// afterwards, in small steps. Joins the caller's transaction, which deleted the rows.
    public void release(Collection<UUID> ids) {
        jdbc.sql(
                        """
                        update blob b set sha256 = null, written_at = '-infinity'
                        where id = any(:ids)
                          and not exists (select from task_file where blob = b.id)
                          and not exists (select from upload where blob = b.id)
                          and not exists (select from artifact where blob = b.id)
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    /// Deletes what was given up, and what was begun and not written to for so long that its writer
    /// must have died. Chunks first, few at a time. Any number of gateways may do so at once.
    ///
    /// @return how many
    int sweep(Duration abandonedAfter) {
        jdbc.sql(
                        """
                        update blob set written_at = '-infinity'
                        where sha256 is null and written_at > '-infinity'
                          and written_at < now() - make_interval(secs => ?)
                        """)
                .param(abandonedAfter.toSeconds())
                .update();
        while (deleteChunks() == CHUNKS_AT_ONCE) {
            log.debug("more chunks are to be deleted");
        }
        return jdbc.sql(
                        """
                        delete from blob b
                        where sha256 is null and written_at = '-infinity'
                          and not exists (select from blob_chunk where blob = b.id)
                        """)
                .update();
    }

    private int deleteChunks() {
        return jdbc.sql(
                        """
                        delete from blob_chunk where (blob, n) in (
                          select c.blob, c.n from blob b join blob_chunk c on c.blob = b.id
                          where b.sha256 is null and b.written_at = '-infinity'
                          limit :most)
                        """)
                .param("most", CHUNKS_AT_ONCE)
                .update();
    }

    /// Deletes what was written whole and no row refers to, as after a crash between the two.
    /// Younger ones may be on their way to their row; of those older than a week this was done
    /// before.
    ///
    /// @return how many
    int sweepStray(Duration abandonedAfter) {
        return jdbc.sql(
                        """
                        delete from blob b
                        where sha256 is not null
                          and written_at < now() - make_interval(secs => ?)
                          and written_at > now() - interval '7 days'
                          and not exists (select from task_file where blob = b.id)
                          and not exists (select from upload where blob = b.id)
                          and not exists (select from artifact where blob = b.id)
                        """)
                .param(abandonedAfter.toSeconds())
                .update();
    }

    private Blob write(UUID id, InputStream in, long maxBytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[CHUNK_BYTES];
        long total = 0;
        for (int n = 0; ; n++) {
            int length = in.readNBytes(buffer, 0, buffer.length);
            total += length;
            if (total > maxBytes) {
                throw new TooLarge("body", "More than " + maxBytes + " bytes are not accepted.");
            }
            if (length > 0) {
                digest.update(buffer, 0, length);
                append(id, n, length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
            }
            if (length < buffer.length) {
                return seal(new Blob(id, total, HexFormat.of().formatHex(digest.digest())));
            }
        }
    }

    private void append(UUID id, int n, byte[] data) {
        int rows =
                jdbc.sql(
                                """
                                with live as (
                                  update blob set bytes = bytes + ?, written_at = now()
                                  where id = ? and sha256 is null and written_at > '-infinity'
                                  returning id
                                )
                                insert into blob_chunk (blob, n, data)
                                select id, ?, ? from live
                                """)
                        .params(data.length, id, n, data)
                        .update();
        refuseIfGone(id, rows);
    }

    private Blob seal(Blob blob) {
        int rows =
                jdbc.sql(
                                """
                                update blob set sha256 = ?
                                where id = ? and sha256 is null and bytes = ?
                                  and written_at > '-infinity'
                                """)
                        .params(blob.sha256(), blob.id(), blob.bytes())
                        .update();
        refuseIfGone(blob.id(), rows);
        return blob;
    }

    private static void refuseIfGone(UUID id, int rows) {
        if (rows != 1) {
            throw new IllegalStateException(
                    "blob " + id + " was taken for abandoned while it was being written");
        }
    }

    /// Must not hide why the writing failed; the sweep comes by later anyway.
    private void discard(UUID id) {
        try {
            delete(id);
        } catch (DataAccessException e) {
            log.warn("Blob {} stays behind until the next sweep: {}", id, e.getMessage());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
