package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What a program sees and says in a sandbox, whatever the engine.
abstract class SandboxProgramContract extends SandboxBench {

    /// All characters up to U+07FF, so that every byte of UTF-8 up to 0xDF occurs, and some of
    /// three and four bytes.
    private static final String EVERYTHING =
            IntStream.rangeClosed(1, 0x7ff)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining("", "", "€\uFFFD😀\n\n"));

    @Test
    void programSaysHelloAndItsExitCodeComesBack() throws Exception {
        var ran =
                run(
                        script(
                                "echo hello; echo oops >&2; exit 3",
                                program -> {
                                    program.print("hello\n");
                                    program.error("oops\n");
                                    return 3;
                                }));

        assertThat(ran.exit()).isEqualTo(exited(3));
        assertThat(ran.output().out()).isEqualTo("hello\n");
        assertThat(ran.output().err()).isEqualTo("oops\n");
    }

    @Test
    void argumentsAndVariablesArriveByteForByte() throws Exception {
        var args =
                List.of(
                        EVERYTHING,
                        "",
                        "two\nlines\n",
                        "it's \"quoted\" \\ $HOME `id` $(id)",
                        "",
                        "%s%n*");
        var env = Map.of("A", EVERYTHING, "EMPTY", "", "_Q1", "'", "IFS", "x", "t", "y\n");

        var ran =
                run(
                        script(
                                "printf '%s|' \"$@\" \"$A\" \"$EMPTY\" \"$_Q1\" \"$t\"",
                                args,
                                env,
                                program -> {
                                    program.print(
                                            program.launch().argv().stream()
                                                    .skip(4)
                                                    .map(arg -> arg + "|")
                                                    .collect(Collectors.joining()));
                                    for (String name : List.of("A", "EMPTY", "_Q1", "t")) {
                                        program.print(program.launch().env().get(name) + "|");
                                    }
                                    return 0;
                                }));

        assertThat(ran.exit()).isEqualTo(exited(0));
        assertThat(ran.output().out())
                .isEqualTo(String.join("|", args) + "|" + EVERYTHING + "||'|y\n|");
        assertThat(ran.output().err()).isEmpty();
    }

    @Test
    void largeArgumentsArrive() throws Exception {
        String large = "ä'\\\n".repeat(Launch.MAX_STRING / 5);
        var env = Map.of("LARGE", "x".repeat(100_000));

        var ran =
                run(
                        script(
                                "printf '%s' \"$1\" \"$LARGE\"",
                                List.of(large),
                                env,
                                program -> {
                                    program.print(large + env.get("LARGE"));
                                    return 0;
                                }));

        assertThat(ran.output().out()).isEqualTo(large + env.get("LARGE"));
    }

    @Test
    void standardInputIsAtItsEnd() throws Exception {
        var ran =
                run(
                        script(
                                "cat; echo ended",
                                program -> {
                                    program.print("ended\n");
                                    return 0;
                                }));

        assertThat(ran.output().out()).isEqualTo("ended\n");
    }

    @Test
    void workspaceIsHomeAndWorkingDirectory() throws Exception {
        var ran =
                run(
                        script(
                                "pwd; echo \"$HOME\"",
                                program -> {
                                    program.print("/workspace\n/workspace\n");
                                    return 0;
                                }));

        assertThat(ran.output().out()).isEqualTo("/workspace\n/workspace\n");
    }

    @Test
    void unknownProgramExitsWith127() throws Exception {
        var launch = new Launch(List.of("no-such-program"), Map.of());
        teach(
                launch,
                program -> {
                    program.error("not found\n");
                    return 127;
                });

        var ran = run(launch);

        assertThat(ran.exit()).isEqualTo(exited(127));
        assertThat(ran.output().err()).isNotEmpty();
    }

    @Test
    void filesBelongToTheSandboxAndCanBeChanged() throws Exception {
        var sandbox = create();
        sandbox.put(tar(Map.of("in/deep/a.txt", "first\n", "b c.txt", "second\n")));
        sandbox.put(tar(Map.of("in/d.txt", "third\n")));

        var ran =
                run(
                        sandbox,
                        script(
                                "set -e; cat in/deep/a.txt 'b c.txt' in/d.txt; echo more >> in/deep/a.txt;"
                                        + " mkdir in/deep/new in/new new; touch in/deep/new/x; rm in/d.txt;"
                                        + " chmod 755 in in/deep 'b c.txt'",
                                program -> {
                                    for (String name :
                                            List.of("in/deep/a.txt", "b c.txt", "in/d.txt")) {
                                        byte[] file =
                                                program.files().getOrDefault(name, new byte[0]);
                                        program.print(new String(file, StandardCharsets.UTF_8));
                                    }
                                    return 0;
                                }));

        assertThat(ran.output().err()).isEmpty();
        assertThat(ran.exit()).isEqualTo(exited(0));
        assertThat(ran.output().out()).isEqualTo("first\nsecond\nthird\n");
    }

    @Test
    void hundredThousandLinesArriveInOrderOnEachStream() throws Exception {
        int lines = 100_000;
        var ran =
                run(
                        script(
                                "i=0; while [ $i -lt "
                                        + lines
                                        + " ]; do i=$((i+1)); echo \"out $i\"; echo \"err $i\" >&2; done",
                                program -> {
                                    for (int i = 1; i <= lines; i++) {
                                        program.print("out " + i + "\n");
                                        program.error("err " + i + "\n");
                                    }
                                    return 0;
                                }));

        assertThat(ran.exit()).isEqualTo(exited(0));
        assertThat(ran.output().out()).isEqualTo(numbered("out ", lines));
        assertThat(ran.output().err()).isEqualTo(numbered("err ", lines));
    }

    private static String numbered(String word, int lines) {
        return IntStream.rangeClosed(1, lines)
                .mapToObj(i -> word + i + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void bytesThatAreNoTextAndLinesWithoutEndPassThrough() throws Exception {
        byte[] bytes = {(byte) 0xff, 0, (byte) 0xc0, 'a', '\r', '\n', 6, (byte) 0x80};
        var ran =
                run(
                        script(
                                "printf '\\377\\000\\300a\\r\\n\\006\\200'",
                                program -> {
                                    program.print(bytes);
                                    return 0;
                                }));

        assertThat(ran.output().bytes()).isEqualTo(bytes);
    }

    @Test
    void slowReaderSlowsTheProgramAndLosesNothing() throws Exception {
        var release = new CountDownLatch(1);
        var output = new Captured();
        var slow =
                new OutputSink() {
                    @Override
                    public void stdout(ByteBuffer data) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        output.stdout(data);
                    }

                    @Override
                    public void stderr(ByteBuffer data) {
                        output.stderr(data);
                    }
                };
        var sandbox = create();
        var end = new Thread[1];
        sandbox.start(
                script(
                        "head -c 8000000 /dev/zero",
                        program -> {
                            program.print(new byte[8_000_000]);
                            return 0;
                        }),
                slow);
        end[0] =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                sandbox.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Awaitility.await().during(Duration.ofMillis(500)).until(end[0]::isAlive);

        release.countDown();

        assertThat(sandbox.await()).isEqualTo(exited(0));
        assertThat(output.bytes()).hasSize(8_000_000);
    }

    @Test
    void sinkThatThrowsEndsTheProgram() throws Exception {
        var sandbox = create();
        var broken =
                new OutputSink() {
                    @Override
                    public void stdout(ByteBuffer data) {
                        throw new IllegalStateException("no room");
                    }

                    @Override
                    public void stderr(ByteBuffer data) {}
                };
        sandbox.start(
                script(
                        "echo hello; sleep 1000",
                        program -> {
                            program.print("hello\n");
                            return 0;
                        }),
                broken);

        assertThat(sandbox.await())
                .isInstanceOfSatisfying(
                        Exit.Lost.class, lost -> assertThat(lost.why()).contains("no room"));
    }
}
