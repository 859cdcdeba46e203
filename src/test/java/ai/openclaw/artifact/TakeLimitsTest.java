package ai.openclaw.artifact;

import static ai.openclaw.artifact.Tars.ascii;
import static ai.openclaw.artifact.Tars.concat;
import static ai.openclaw.artifact.Tars.endless;
import static ai.openclaw.artifact.Tars.header;
import static ai.openclaw.artifact.Tars.padded;
import static ai.openclaw.artifact.Tars.sparse;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.artifact.Taken.Skipped;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.log.TaskRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TakeLimitsTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private static final Caps CAPS = new Caps(1_000_000, 100_000, 100, Duration.ofSeconds(30));
    private final ArtifactFixture fixture = new ArtifactFixture(database);
    private final TaskRow task = TaskRow.running(database);

    @AfterEach
    void noBytesAreLeftWithoutAnOwner() {
        assertThat(
                        database.jdbc()
                                .sql(
                                        """
                                        select count(*) from blob
                                        where id not in (select blob from artifact)
                                        """)
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void aSparseFileIsSkippedWithoutReadingItsHole() {
        var taken =
                take(
                        new ByteArrayInputStream(
                                concat(sparse("out/hole", 20L << 20), file("out/good"))),
                        CAPS);

        assertThat(taken.skipped()).containsExactly(new Skipped("out/hole", "is a sparse file"));
        assertThat(fixture.paths(task)).containsExactly("good");
    }

    @Test
    void twentyGigabytesOfZerosAreNotRead() {
        var taken =
                take(
                        endless(concat(file("out/a"), header(ascii("out/bomb"), 20L << 30, '0'))),
                        CAPS);

        assertThat(taken.files()).isEqualTo(1);
        assertThat(taken.skipped())
                .containsExactly(new Skipped("out/bomb", "is larger than 100000 bytes"));
        assertThat(taken.cutShort()).contains("out/bomb", "21474836480");
    }

    @Test
    void timeEndsAFileThatNeverEnds() {
        var caps = new Caps(1L << 50, 1L << 50, 10, Duration.ofMillis(300));

        var taken =
                take(
                        endless(concat(file("out/a"), header(ascii("out/bomb"), 20L << 40, '0'))),
                        caps);

        assertThat(taken.files()).isEqualTo(1);
        assertThat(taken.cutShort()).contains("the time was up");
    }

    @Test
    void timeEndsAStreamThatHangs() {
        var closed = new CountDownLatch(1);
        var hanging =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return read(new byte[1], 0, 1);
                    }

                    @Override
                    public int read(byte[] to, int offset, int length) throws IOException {
                        try {
                            closed.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        throw new IOException("closed");
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
        var caps = new Caps(10, 10, 10, Duration.ofMillis(200));

        var taken = take(hanging, caps);

        assertThat(taken.cutShort()).contains("the time was up");
    }

    @Test
    void aLongNameWithoutEndDoesNotFillTheHeap() {
        for (char flag : new char[] {'L', 'K', 'x', 'g'}) {
            var taken = take(endless(header(ascii("././@LongLink"), 20L << 30, flag)), CAPS);

            assertThat(taken.cutShort()).as("%s", flag).isNotNull();
            assertThat(taken.files()).isZero();
        }
    }

    @Test
    void capsOnBytesAndEntriesHold() {
        var all = new Tars();
        for (int i = 10; i < 25; i++) {
            all.file("out/f" + i, new byte[90_000]);
        }
        var taken = take(all);
        assertThat(taken.files()).isEqualTo(11);
        assertThat(taken.bytes()).isEqualTo(990_000);
        assertThat(taken.skippedCount()).isEqualTo(4);
        assertThat(taken.skipped().getFirst().why())
                .isEqualTo("does not fit into the 1000000 bytes for all");

        var many = new Tars();
        for (int i = 0; i < 101; i++) {
            many.folder("out/d" + i);
        }
        assertThat(take(many).cutShort()).isEqualTo("Only the first 100 entries were looked at.");
    }

    private Taken take(Tars tar) {
        return take(tar.stream(), CAPS);
    }

    private Taken take(InputStream tar, Caps caps) {
        return fixture.artifacts.take(task.id(), task.attempt(), tar, caps);
    }

    private static byte[] file(String name) {
        return concat(header(ascii(name), 4, '0'), padded(ascii("data")));
    }
}
