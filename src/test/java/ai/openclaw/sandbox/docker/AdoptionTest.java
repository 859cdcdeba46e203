package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.PullPolicy;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sandboxes whose gateway died, found again by the next. A gateway dies here as one does for its
/// engine: all its connections end in the same moment, and nothing comes any more.
class AdoptionTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final Marks marks = new Marks(Ids.next(), Ids.next());
    private final DockerAddress real =
            DockerAddress.parse(TestImages.dockerHost(), System.getenv());
    private final List<Mortal> mortals = new ArrayList<>();
    private DockerEngine engine;

    /// An engine's client that can die.
    private record Mortal(DockerEngine engine, CuttableLine line) {}

    @BeforeEach
    void connect() {
        engine = new DockerEngine(real, marks, PullPolicy.MISSING, Duration.ofSeconds(60));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        engine.sandboxes().forEach(engine::destroy);
        assertThat(engine.sandboxes()).isEmpty();
        for (var mortal : mortals) {
            mortal.engine.close();
            mortal.line.close();
        }
        engine.close();
    }

    @Test
    void outputIsExactHoweverOftenItsReaderDies() throws Exception {
        var random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        var spec = spec("16m");
        var sandbox = mortal().engine.create(spec);
        // Both streams, long lines, and an end without a line end.
        sandbox.start(
                script(
                        """
                        i=0
                        while [ $i -lt 4000 ]; do
                          echo "out $i ü"; echo "err $i" >&2
                          [ $((i % 500)) = 0 ] && printf '%040000d\\n' 0
                          [ $((i % 100)) = 0 ] && sleep 0.1
                          i=$((i + 1))
                        done
                        printf 'the end'; exit 7
                        """),
                new Heard());
        for (int deaths = 0; deaths < 6; deaths++) {
            var mortal = mortal();
            mortals.get(deaths).line.cut();
            var heard = new Heard();
            mortal.engine.adopt(spec, true).orElseThrow().follow(heard, null);
            int lines = random.nextInt(600 * (deaths + 1));
            await("death %d at line %d, seed %d".formatted(deaths, lines, seed))
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> heard.lines() >= lines);
            assertThat(expectedOut()).as("seed %s", seed).startsWith(heard.out());
        }
        mortals.getLast().line.cut();

        var heard = new Heard();
        var adopted = engine.adopt(spec, true).orElseThrow().follow(heard, null);

        assertThat(adopted.await()).isEqualTo(new Exit.Exited(7, false));
        assertThat(heard.out()).as("seed %s", seed).isEqualTo(expectedOut());
        assertThat(heard.err())
                .isEqualTo(
                        IntStream.range(0, 4000)
                                .mapToObj(i -> "err " + i + "\n")
                                .collect(Collectors.joining()));
        assertThat(heard.gaps()).isEmpty();
    }

    private static String expectedOut() {
        return IntStream.range(0, 4000)
                .mapToObj(i ->
                        "out %d ü\n".formatted(i) + (i % 500 == 0 ? "0".repeat(40_000) + "\n" : ""))
                .collect(Collectors.joining("", "", "the end"));
    }

    @Test
    void whatEndedMeanwhileKeepsItsExitItsOutputAndItsFiles() throws Exception {
        var spec = spec("16m");
        var mortal = mortal();
        mortal.engine
                .create(spec)
                .start(
                        script("sleep 2; echo late; echo kept > out/f; printf end; exit 3"),
                        new Heard());
        SandboxProcesses.await(real, spec, "sleep 2");
        mortal.line.cut();
        awaitEnd(spec);

        var survivor = engine.adopt(spec, false).orElseThrow();
        var recalled = new Heard();
        survivor.recall(recalled);
        var heard = new Heard();
        var sandbox = survivor.follow(heard, null);

        assertThat(sandbox.await()).isEqualTo(new Exit.Exited(3, false));
        assertThat(recalled.out()).isEqualTo("late\nend");
        assertThat(heard.out()).isEqualTo("late\nend");
        assertThat(sandbox.waits()).isFalse();
        try (var tar = sandbox.collect()) {
            assertThat(new String(tar.readAllBytes(), StandardCharsets.UTF_8)).contains("kept\n");
        }
        sandbox.destroy();
        assertThat(engine.sandboxes()).isEmpty();
    }

    @Test
    void whatRunsOnCanBeStopped() throws Exception {
        var spec = spec("16m");
        var mortal = mortal();
        var before = new Heard();
        mortal.engine.create(spec).start(script("echo begun; sleep 1000"), before);
        await().atMost(LONG).until(() -> before.out().equals("begun\n"));
        mortal.line.cut();

        var sandbox = engine.adopt(spec, false).orElseThrow().follow(new Heard(), null);
        sandbox.stop(Duration.ZERO);

        assertThat(sandbox.await()).isEqualTo(new Exit.Stopped());
    }

    @Test
    void programThatSaysNothingIsFoundAsWell() throws Exception {
        var spec = spec("16m");
        var mortal = mortal();
        mortal.engine.create(spec).start(script("sleep 2; exit 5"), new Heard());
        SandboxProcesses.await(real, spec, "sleep 2");
        mortal.line.cut();

        var sandbox = engine.adopt(spec, false).orElseThrow().follow(new Heard(), null);

        assertThat(sandbox.await()).isEqualTo(new Exit.Exited(5, false));
    }

    @Test
    void whatNeverGotItsProgramIsNotAdopted() throws Exception {
        var waiting = spec("16m");
        var halfTold = spec("16m");
        var mortal = mortal();
        mortal.engine.create(waiting);
        mortal.engine.create(halfTold);
        try (var connection = new RawConnection(real)) {
            connection.ask(
                    "POST /containers/openclaw-sbx-" + halfTold.id() + "/attach?stream=1&stdin=1",
                    "Connection: Upgrade",
                    "Upgrade: tcp");
            connection.write("echo hello".getBytes(StandardCharsets.US_ASCII));
        }
        mortal.line.cut();
        awaitEnd(halfTold);

        assertThat(engine.adopt(waiting, false)).isEmpty();
        assertThat(engine.adopt(halfTold, false)).isEmpty();
        assertThat(engine.adopt(spec("16m"), false)).isEmpty();
    }

    @Test
    void whatTheEngineForgotIsSaid() throws Exception {
        // The smallest log that there is holds 1 MiB.
        var spec = spec("100k");
        var mortal = mortal();
        String program = "sleep 2; yes 'more than it keeps' | head -n 60000; echo last";
        mortal.engine.create(spec).start(script(program), new Heard());
        SandboxProcesses.await(real, spec, "sleep 2");
        mortal.line.cut();
        awaitEnd(spec);

        var survivor = engine.adopt(spec, true).orElseThrow();
        var heard = new Heard();
        var sandbox = survivor.follow(heard, null);

        assertThat(sandbox.await()).isEqualTo(new Exit.Exited(0, false));
        assertThat(heard.gaps()).hasSize(1);
        assertThat(heard.out()).endsWith("last\n");
    }

    @Test
    void onlyWhatIsLaterIsDeliveredOnRequest() throws Exception {
        var spec = spec("16m");
        var mortal = mortal();
        var before = new Heard();
        mortal.engine.create(spec).start(script("echo old; sleep 2; echo new"), before);
        await().atMost(LONG).until(() -> before.out().equals("old\n"));
        var since = Instant.now();
        mortal.line.cut();

        var heard = new Heard();
        Sandbox sandbox = engine.adopt(spec, true).orElseThrow().follow(heard, since);

        assertThat(sandbox.await()).isEqualTo(new Exit.Exited(0, false));
        assertThat(heard.out()).isEqualTo("new\n");
        assertThat(heard.gaps()).isEmpty();
    }

    @Test
    void othersSandboxesAreNotAdopted() throws Exception {
        var spec = spec("16m");
        engine.create(spec).start(script("sleep 1000"), new Heard());
        try (var other =
                new DockerEngine(
                        real,
                        new Marks(marks.instance(), Ids.next()),
                        PullPolicy.MISSING,
                        Duration.ofSeconds(2))) {
            assertThat(other.adopt(spec, true)).isEmpty();
        }
    }

    @Test
    void adoptedSandboxIsFollowedOnce() throws Exception {
        var spec = spec("16m");
        engine.create(spec).start(script("sleep 1000"), new Heard());
        var survivor = engine.adopt(spec, true).orElseThrow();
        survivor.follow(new Heard(), null);

        assertThatThrownBy(() -> survivor.follow(new Heard(), null))
                .isInstanceOf(IllegalStateException.class);
    }

    private Mortal mortal() throws IOException {
        var line = new CuttableLine(folder.resolve(mortals.size() + ".sock"), real);
        var mortal =
                new Mortal(
                        new DockerEngine(
                                line.address(), marks, PullPolicy.MISSING, Duration.ofMillis(1)),
                        line);
        mortals.add(mortal);
        return mortal;
    }

    private void awaitEnd(SandboxSpec spec) {
        await().atMost(LONG)
                .until(() ->
                        Boolean.FALSE.equals(
                                engine.containers()
                                        .state("openclaw-sbx-" + spec.id())
                                        .orElseThrow()
                                        .getRunning()));
    }

    private SandboxSpec spec(String output) throws Exception {
        var size = ByteSize.parse("64m");
        return new SandboxSpec(
                Ids.next(),
                engine.prepare(TestImages.busybox(), _ -> {}),
                size,
                1,
                64,
                size,
                ByteSize.parse(output),
                null);
    }

    private static Launch script(String script) {
        return new Launch(List.of("sh", "-c", script), Map.of());
    }
}
