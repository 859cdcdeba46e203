package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What every engine promises: how programs end, what is kept of them, and that nothing is left.
abstract class SandboxEngineContract extends SandboxProgramContract {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void savedVariablesAreFilesBeforeTheProgram() throws Exception {
        String text = "it's 100% \\n \"$HOME\" ü\n\n";
        var launch =
                new Launch(
                        List.of("/bin/sh", "-c", "cat note"),
                        Map.of("NOTE", text),
                        Map.of("NOTE", "note"),
                        Map.of());
        teach(
                launch,
                program -> {
                    program.print(new String(program.files().get("note"), StandardCharsets.UTF_8));
                    return 0;
                });

        assertThat(run(launch).output().out()).isEqualTo(text);
    }

    @Test
    void secretsAreFilesInMemoryThatOnlyTheProgramReads() throws Exception {
        String key = "-----BEGIN-----\nit's 100% \\n \"$HOME\" ü\n-----END-----\n";
        var launch =
                new Launch(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "cat /tmp/secrets/key; stat -c '%A %a' /tmp/secrets/key /tmp/secrets;"
                                        + " stat -f -c %T /tmp/secrets; umask; echo $#;"
                                        + " env | grep -c BEGIN"),
                        Map.of("PATH", "/usr/bin:/bin"),
                        Map.of(),
                        Map.of("key", key, "other.txt", "more"));
        teach(
                launch,
                program -> {
                    program.print(program.launch().secrets().getOrDefault("key", "none"));
                    program.print("-rw------- 600\ndrwx------ 700\ntmpfs\n0022\n0\n0\n");
                    return 1;
                });

        assertThat(run(launch).output().out())
                .isEqualTo(key + "-rw------- 600\ndrwx------ 700\ntmpfs\n0022\n0\n0\n");
    }

    @Test
    void availableEngineSaysWhatItIs() {
        assertThat(engine().availability().ready()).isTrue();
        assertThat(engine().availability().detail()).isNotBlank();
    }

    @Test
    void stopWithGraceLetsTheProgramFinish() throws Exception {
        var sandbox = create();
        var output =
                startUntilReady(
                        sandbox,
                        script(
                                "trap 'echo bye; exit 9' TERM; echo ready; while :; do sleep 0.1; done",
                                program -> {
                                    program.print("ready\n");
                                    program.awaitTerm();
                                    program.print("bye\n");
                                    return 9;
                                }));

        var before = Instant.now();
        sandbox.stop(LONG);

        assertThat(Duration.between(before, Instant.now())).isLessThan(LONG);
        assertThat(sandbox.await()).isEqualTo(new Exit.Stopped());
        assertThat(output.out()).isEqualTo("ready\nbye\n");
    }

    @Test
    void stopWithoutGraceKillsAtOnce() throws Exception {
        var sandbox = create();
        startUntilReady(sandbox, stubborn());

        sandbox.stop(Duration.ZERO);
        sandbox.stop(Duration.ZERO);

        assertThat(sandbox.await()).isEqualTo(new Exit.Stopped());
    }

    @Test
    void programThatIgnoresTermIsKilledAfterTheGrace() throws Exception {
        var sandbox = create();
        startUntilReady(sandbox, stubborn());

        sandbox.stop(Duration.ofMillis(300));

        assertThat(sandbox.await()).isEqualTo(new Exit.Stopped());
    }

    /// Says that it is ready, and ends for nothing but SIGKILL.
    private Launch stubborn() {
        return script(
                "trap '' TERM; echo ready; while :; do sleep 1; done",
                program -> {
                    program.print("ready\n");
                    program.hang();
                    return 0;
                });
    }

    @Test
    void programThatEndedByItselfKeepsItsExitWhenStoppedLater() throws Exception {
        var sandbox = create();
        assertThat(run(sandbox, script("exit 4", program -> 4)).exit()).isEqualTo(exited(4));

        sandbox.stop(Duration.ZERO);

        assertThat(sandbox.await()).isEqualTo(exited(4));
    }

    @Test
    void stoppedBeforeItsStartItNeverRuns() throws Exception {
        var sandbox = create();
        sandbox.stop(LONG);

        assertThatThrownBy(() -> sandbox.start(script("echo hello", program -> 0), new Captured()))
                .isInstanceOf(IOException.class);
        assertThat(sandbox.await()).isEqualTo(new Exit.Stopped());
    }

    @Test
    void childrenDieWithTheProgram() throws Exception {
        var ran =
                run(
                        script(
                                "sleep 1000 & (sleep 1; echo late) & (trap '' TERM HUP; sleep 1000) & echo early",
                                program -> {
                                    program.print("early\n");
                                    return 0;
                                }));

        assertThat(ran.exit()).isEqualTo(exited(0));
        assertThat(ran.output().out()).isEqualTo("early\n");
    }

    @Test
    void outputIsCollectedAfterSuccessAndFailure() throws Exception {
        for (int code : List.of(0, 1)) {
            var sandbox = create();
            var ran =
                    run(
                            sandbox,
                            script(
                                    "mkdir out/sub; echo one > out/a; echo two > out/sub/b; exit "
                                            + code,
                                    program -> {
                                        program.write("out/a", "one\n");
                                        program.write("out/sub/b", "two\n");
                                        return code;
                                    }));

            assertThat(ran.exit()).isEqualTo(exited(code));
            assertThat(collected(sandbox))
                    .isEqualTo(Map.of("out/a", "one\n", "out/sub/b", "two\n"));
        }
    }

    @Test
    void outputIsCollectedAfterStop() throws Exception {
        var sandbox = create();
        startUntilReady(
                sandbox,
                script(
                        "echo one > out/a; echo ready; sleep 1000",
                        program -> {
                            program.write("out/a", "one\n");
                            program.print("ready\n");
                            program.hang();
                            return 0;
                        }));
        sandbox.stop(Duration.ZERO);
        sandbox.await();

        assertThat(collected(sandbox)).isEqualTo(Map.of("out/a", "one\n"));
    }

    @Test
    void nothingIsCollectedWhereThereIsNothing() throws Exception {
        var sandbox = create();
        run(sandbox, script("rm -r out", program -> 0));

        assertThat(collected(sandbox)).isEmpty();
    }

    @Test
    void twoSandboxesNeverSeeEachOthersFiles() throws Exception {
        var first = create();
        first.put(tar(Map.of("put", "secret")));
        startUntilReady(
                first,
                script(
                        "touch /workspace/mine /tmp/mine; echo ready; sleep 1000",
                        program -> {
                            program.write("mine", "");
                            program.print("ready\n");
                            program.hang();
                            return 0;
                        }));

        var ran =
                run(
                        script(
                                "find /workspace /tmp -name mine; find /workspace /tmp -name put",
                                program -> {
                                    program.print(String.join("\n", program.files().keySet()));
                                    return 0;
                                }));

        assertThat(ran.output().out()).isEmpty();
    }

    @Test
    void sandboxIsListedUntilItIsDestroyed() throws Exception {
        var sandbox = create();
        var other = create();
        assertThat(engine().sandboxes()).containsExactlyInAnyOrder(sandbox.id(), other.id());

        sandbox.destroy();
        sandbox.destroy();
        engine().destroy(other.id());
        engine().destroy(other.id());
        engine().destroy(Ids.next());

        assertThat(engine().sandboxes()).isEmpty();
        assertThatThrownBy(() -> sandbox.put(tar(Map.of("a", "b"))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(other::collect).isInstanceOf(IOException.class);
    }

    @Test
    void destroyEndsARunningProgramAlsoInAnInterruptedThread() throws Exception {
        var sandbox = create();
        startUntilReady(sandbox, stubborn());
        var exit = new CompletableFuture<Exit>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        exit.complete(sandbox.await());
                    } catch (InterruptedException e) {
                        exit.completeExceptionally(e);
                    }
                });

        Thread.currentThread().interrupt();
        sandbox.destroy();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(engine().sandboxes()).isEmpty();
        assertThat(exit.get()).isEqualTo(new Exit.Stopped());
    }
}
