package ai.openclaw.artifact;

import static ai.openclaw.artifact.Tars.ascii;
import static ai.openclaw.artifact.Tars.concat;
import static ai.openclaw.artifact.Tars.header;
import static ai.openclaw.artifact.Tars.padded;
import static ai.openclaw.artifact.Tars.pax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.artifact.Taken.Skipped;
import ai.openclaw.base.Conflict;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.log.TaskRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TakeTest {

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
    void whatAnHonestProgramLeftIsKept() {
        var taken =
                take(
                        new Tars()
                                .folder("out")
                                .file("out/report.md", "# done")
                                .folder("out/deep")
                                .file("out/deep/ü 🦞.txt", "crab")
                                .file("out/" + "long/".repeat(30) + "x", "far")
                                .file("out/empty", "")
                                .file("out/result.json", "{\"n\": 1}"));

        assertThat(taken).isEqualTo(new Taken(5, 21, 0, List.of(), null, "{\"n\": 1}"));
        assertThat(taken.complete()).isTrue();
        assertThat(fixture.paths(task))
                .containsExactly(
                        "deep/ü 🦞.txt",
                        "empty",
                        "long/".repeat(30) + "x",
                        "report.md",
                        "result.json");
        assertThat(fixture.content(task, null, "deep/ü 🦞.txt")).isEqualTo("crab");
    }

    @Test
    void anEmptyArchiveIsFine() {
        assertThat(take(new Tars())).isEqualTo(new Taken(0, 0, 0, List.of(), null, null));
        assertThat(take(new byte[0]).complete()).isTrue();
    }

    @Test
    void linksDevicesAndPipesAreSkippedAndSaid() {
        var taken =
                take(
                        new Tars()
                                .link("out/shadow", TarConstants.LF_SYMLINK, "/etc/shadow")
                                .link("out/hard", TarConstants.LF_LINK, "/etc/passwd")
                                .link("out/sda", TarConstants.LF_BLK, "")
                                .link("out/tty", TarConstants.LF_CHR, "")
                                .link("out/pipe", TarConstants.LF_FIFO, "")
                                .file("out/good", "good"));

        assertThat(taken.skipped())
                .containsExactly(
                        new Skipped("out/shadow", "is a symbolic link"),
                        new Skipped("out/hard", "is a hard link"),
                        new Skipped("out/sda", "is a device"),
                        new Skipped("out/tty", "is a device"),
                        new Skipped("out/pipe", "is a pipe"));
        assertThat(taken.complete()).isFalse();
        assertThat(fixture.paths(task)).containsExactly("good");
    }

    @Test
    void namesThatDeceiveAreSkippedAndShownHarmless() {
        var taken =
                take(
                        concat(
                                file("/etc/cron.d/x"),
                                file("../x"),
                                file("out/../../x"),
                                file("out/a//b"),
                                file("elsewhere/x"),
                                file("out/\u001b[2Jx"),
                                file("out/a\nSet-Cookie: b"),
                                pax(ascii("out/nul\0x")),
                                file("ignored"),
                                pax(ascii("out/\u00ff\u00fe")),
                                file("ignored"),
                                header(new byte[] {'o', 'u', 't', '/', (byte) 0xff}, 0, '0'),
                                pax(ascii("out/" + "n".repeat(300))),
                                file("ignored"),
                                pax(ascii("out/" + "deep/".repeat(40) + "x")),
                                file("ignored"),
                                pax(ascii("out/" + "abcdefg/".repeat(200) + "x")),
                                file("ignored"),
                                header(
                                        "out/gr\u00fc\u00df".getBytes(StandardCharsets.UTF_8),
                                        0,
                                        '0'),
                                file("out/good")));

        // What is not UTF-8 in an old header is read as Latin-1.
        assertThat(fixture.paths(task)).containsExactly("good", "gr\u00fc\u00df", "\u00ff");
        assertThat(taken.cutShort()).isNull();
        assertThat(taken.skipped())
                .hasSize(12)
                .allSatisfy(s -> {
                    assertThat(s.name()).hasSizeLessThan(202);
                    assertThat(s.name().codePoints()).noneMatch(Character::isISOControl);
                });
    }

    @Test
    void aDamagedOrBrokenArchiveKeepsWhatCameBefore() throws Exception {
        byte[] whole = new Tars().file("out/a", "a").file("out/b", "bbb").stream().readAllBytes();

        var truncated = take(Arrays.copyOf(whole, 512 + 512 + 512 + 1));
        assertThat(truncated.files()).isEqualTo(1);
        assertThat(truncated.cutShort()).contains("damaged or broke off");

        Arrays.fill(whole, 1024, 1500, (byte) 'x');
        assertThat(take(whole).cutShort()).contains("damaged or broke off");
        byte[] negative = header(ascii("out/n"), 0, '0');
        assertThat(take(Arrays.copyOf(negative, 600)).files()).isLessThanOrEqualTo(1);
    }

    @Test
    void aResultThatWillNotDoIsKeptAsAFile() {
        var caps = new Caps(10_000_000, 10_000_000, 10, Duration.ofSeconds(30));
        var large = new Tars().file("out/result.json", new byte[Taken.RESULT_LIMIT + 1]).stream();
        var taken = fixture.artifacts.take(task.id(), task.attempt(), large, caps);
        assertThat(taken.result()).isNull();
        assertThat(taken.files()).isEqualTo(1);
        assertThat(taken.skipped().getFirst().why()).startsWith("is too large to be");

        taken = take(new Tars().file("out/result.json", new byte[] {'"', (byte) 0xff, '"'}));
        assertThat(taken.result()).isNull();
        assertThat(taken.skipped().getFirst().why()).startsWith("is not UTF-8");
        assertThat(take(new Tars().file("out/deep/result.json", "1")).result()).isNull();
    }

    @Test
    void theSameNameTwiceIsTheLastOne() {
        take(new Tars().file("out/x", "one").file("out/x", "two"));

        assertThat(fixture.content(task, null, "x")).isEqualTo("two");
    }

    @Test
    void aStaleAttemptLeavesNothing() {
        task.finish("CANCELLED");

        assertThatThrownBy(() -> take(new Tars().file("out/x", "stale")))
                .isInstanceOf(Conflict.class);
        assertThat(fixture.paths(task)).isEmpty();
    }

    private Taken take(Tars tar) {
        return fixture.artifacts.take(task.id(), task.attempt(), tar.stream(), CAPS);
    }

    private Taken take(byte[] tar) {
        return fixture.artifacts.take(
                task.id(), task.attempt(), new ByteArrayInputStream(tar), CAPS);
    }

    private static byte[] file(String name) {
        return concat(header(ascii(name), 4, '0'), padded(ascii("data")));
    }
}
