package ai.openclaw.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.Ids;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.TooLarge;
import ai.openclaw.database.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final Blobs blobs = new Blobs(database.jdbc());

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                Blobs.CHUNK_BYTES - 1,
                Blobs.CHUNK_BYTES,
                Blobs.CHUNK_BYTES + 1,
                3 * Blobs.CHUNK_BYTES
            })
    void whatWasStoredComesBackByteForByte(int length) throws Exception {
        byte[] content = random(length);

        Blob blob = blobs.store(new ByteArrayInputStream(content), length);

        assertThat(blob.bytes()).isEqualTo(length);
        var sha256 = MessageDigest.getInstance("SHA-256").digest(content);
        assertThat(blob.sha256()).isEqualTo(HexFormat.of().formatHex(sha256));
        try (var in = blobs.open(blob.id())) {
            assertThat(in.readAllBytes()).isEqualTo(content);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void skippingGoesToTheByteWithoutReadingOn() throws Exception {
        byte[] content = random(3 * Blobs.CHUNK_BYTES);
        Blob blob = blobs.store(new ByteArrayInputStream(content), content.length);

        try (var in = blobs.open(blob.id())) {
            in.skipNBytes(2L * Blobs.CHUNK_BYTES + 5);
            assertThat(in.read()).isEqualTo(content[2 * Blobs.CHUNK_BYTES + 5] & 0xff);
        }
    }

    @Test
    void tooMuchIsRefusedAndNothingIsKept() {
        long before = count("blob_chunk");

        assertThatThrownBy(() -> blobs.store(new ByteArrayInputStream(random(1001)), 1000))
                .isInstanceOf(TooLarge.class);

        assertThat(count("blob where sha256 is null")).isZero();
        assertThat(count("blob_chunk")).isEqualTo(before);
    }

    @Test
    void aSenderThatBreaksOffLeavesNothing() {
        var broken =
                new Generated(3L * Blobs.CHUNK_BYTES) {
                    @Override
                    void reached(long position) throws IOException {
                        if (position > 2L * Blobs.CHUNK_BYTES) {
                            throw new IOException("connection reset");
                        }
                    }
                };

        assertThatThrownBy(() -> blobs.store(broken, Long.MAX_VALUE))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");

        assertThat(count("blob where sha256 is null")).isZero();
    }

    @Test
    void aBlobThatIsNotWholeCannotBeOpened() {
        UUID id = Ids.next();
        database.jdbc().sql("insert into blob (id) values (?)").param(id).update();

        assertThatThrownBy(() -> blobs.open(id)).isInstanceOf(NotFound.class);

        blobs.delete(id);
        blobs.delete(id);
    }

    @Test
    void theSweepTakesTheAbandonedAndLeavesTheSlowAndTheWhole() throws Exception {
        var whole = blobs.store(new ByteArrayInputStream(random(10)), 10);
        UUID abandoned = Ids.next();
        UUID slow = Ids.next();
        var insert = "insert into blob (id, written_at) values (?, now() - interval '2 hours')";
        database.jdbc().sql(insert).param(abandoned).update();
        database.jdbc().sql("insert into blob (id) values (?)").param(slow).update();
        var age =
                "update blob set written_at = now() - interval '9 hours' where sha256 is not null";
        database.jdbc().sql(age).update();

        assertThat(blobs.sweep(Duration.ofHours(1))).isOne();

        assertThat(count("blob where id = '" + abandoned + "'")).isZero();
        assertThat(count("blob where id = '" + slow + "'")).isOne();
        assertThat(count("blob where id = '" + whole.id() + "'")).isOne();
        blobs.delete(slow);
    }

    @Test
    void whatNoRowRefersToIsSwept() throws IOException {
        var stray = blobs.store(new ByteArrayInputStream(new byte[] {1}), 10);
        var young = blobs.store(new ByteArrayInputStream(new byte[] {2}), 10);
        var used = blobs.store(new ByteArrayInputStream(new byte[] {3}), 10);
        database.jdbc()
                .sql(
                        """
                        insert into upload (id, blob, bytes, tar, expires_at)
                        values (gen_random_uuid(), ?, 1, false, now())
                        """)
                .param(used.id())
                .update();
        database.jdbc()
                .sql("update blob set written_at = now() - interval '2 hours' where id <> ?")
                .param(young.id())
                .update();

        blobs.sweepStray(Duration.ofHours(1));

        assertThat(count("blob where id = '" + stray.id() + "'")).isZero();
        assertThat(count("blob where id = '" + young.id() + "'")).isOne();
        assertThat(count("blob where id = '" + used.id() + "'")).isOne();
    }

    @Test
    void aWriterTakenForDeadIsToldSo() {
        var swept =
                new Generated(3L * Blobs.CHUNK_BYTES) {
                    @Override
                    void reached(long position) {
                        if (position >= 2L * Blobs.CHUNK_BYTES) {
                            database.jdbc().sql("delete from blob where sha256 is null").update();
                        }
                    }
                };

        assertThatThrownBy(() -> blobs.store(swept, Long.MAX_VALUE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyMegabytesPassThroughAFewOfHeapAndHoldNoConnection() throws Exception {
        long bytes = 200L << 20;
        long before = usedHeap();
        var peak = new long[1];
        var source =
                new Generated(bytes) {
                    @Override
                    void reached(long position) {
                        if (position % (64 << 20) == 0) {
                            peak[0] = Math.max(peak[0], usedHeap());
                            assertThat(activeConnections()).isZero();
                        }
                    }
                };

        Blob blob = blobs.store(source, bytes);

        var digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        try (var in = blobs.open(blob.id())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                read += n;
            }
        }
        peak[0] = Math.max(peak[0], usedHeap());
        assertThat(read).isEqualTo(bytes).isEqualTo(blob.bytes());
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(blob.sha256());
        assertThat(peak[0] - before).isLessThan(20L << 20);
        blobs.delete(blob.id());
        assertThat(count("blob_chunk where blob = '" + blob.id() + "'")).isZero();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static int activeConnections() {
        var pool = (com.zaxxer.hikari.HikariDataSource) database.dataSource();
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    private static long count(String from) {
        return database.jdbc().sql("select count(*) from " + from).query(Long.class).single();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /// So many bytes that nobody holds.
    private abstract static class Generated extends InputStream {
        private final long length;
        private long position;

        Generated(long length) {
            this.length = length;
        }

        abstract void reached(long position) throws IOException;

        @Override
        public int read() throws IOException {
            if (position == length) {
                return -1;
            }
            reached(position);
            return (int) ((position++ * 31) >> 7) & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (position == this.length) {
                return -1;
            }
            reached(position);
            int some = (int) Math.min(Math.min(length, 1 << 16), this.length - position);
            for (int i = 0; i < some; i++) {
                to[offset + i] = (byte) (((position + i) * 31) >> 7);
            }
            position += some;
            return some;
        }
    }
}
