package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.PullPolicy;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// An engine that is restarted under a gateway that lives on.
class EngineRestartTest {

    private static final String COUNT =
            "i=0; while [ $i -lt 60 ]; do echo line $i; i=$((i + 1)); sleep 0.2; done; exit 7";

    private final Marks marks = new Marks(Ids.next(), Ids.next());

    @Test
    void programThatOutlivesItsEngineIsHeardToItsEnd() throws Exception {
        try (var own = new PrivateEngine(true);
                var engine = open(own)) {
            var heard = new Heard();
            var sandbox = counting(engine, heard);
            await().until(() -> heard.lines() > 5);
            own.crash();
            await().atMost(Duration.ofSeconds(20)).until(() -> !heard.gaps().isEmpty());
            var before = heard.lines();
            await().atMost(Duration.ofSeconds(20)).until(() -> heard.lines() > before + 5);
            own.restart();

            assertThat(sandbox.await()).isEqualTo(new Exit.Exited(7, false));
            assertThat(heard.out())
                    .isEqualTo(
                            IntStream.range(0, 60)
                                    .mapToObj(i -> "line " + i + "\n")
                                    .collect(Collectors.joining()));
            assertThat(heard.gaps()).allMatch(it -> it.contains("restarted")).hasSize(2);
            // A connection of before the restart may be tried once more.
            await().ignoreException(EngineUnavailable.class)
                    .untilAsserted(() -> {
                        engine.destroy(sandbox.id());
                        assertThat(engine.sandboxes()).isEmpty();
                    });
        }
    }

    @Test
    void programThatEndedWithItsEngineIsLostHoweverItEnded() throws Exception {
        try (var own = new PrivateEngine(false);
                var engine = open(own)) {
            var heard = new Heard();
            // Takes the engine's SIGTERM for a reason to succeed.
            var sandbox = start(engine, "trap 'exit 0' TERM; echo up; sleep 100 & wait", heard);
            await().until(() -> heard.lines() > 0);
            own.restart();

            assertThat(sandbox.await()).isInstanceOf(Exit.Lost.class);
            // A connection of before the restart may be tried once more.
            await().ignoreException(EngineUnavailable.class)
                    .untilAsserted(() -> {
                        engine.destroy(sandbox.id());
                        assertThat(engine.sandboxes()).isEmpty();
                    });
        }
    }

    private DockerEngine open(PrivateEngine own) throws Exception {
        own.load(TestImages.busybox());
        return new DockerEngine(
                DockerAddress.parse(own.host(), Map.of()),
                marks,
                PullPolicy.NEVER,
                Duration.ofSeconds(60));
    }

    private static Sandbox counting(DockerEngine engine, Heard heard) throws Exception {
        return start(engine, COUNT, heard);
    }

    private static Sandbox start(DockerEngine engine, String script, Heard heard) throws Exception {
        Image image = engine.prepare(TestImages.busybox(), _ -> {});
        var size = ByteSize.parse("64m");
        var sandbox =
                engine.create(new SandboxSpec(Ids.next(), image, size, 1, 50, size, size, null));
        sandbox.start(new Launch(List.of("sh", "-c", script), Map.of()), heard);
        return sandbox;
    }
}
