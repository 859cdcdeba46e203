package ai.openclaw.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolboxTest {

    @TempDir Path root;

    private Toolbox tools;

    @BeforeEach
    void open() {
        tools = new Toolbox(new Workspace(root), () -> Duration.ofMinutes(5));
    }

    @Test
    void bashSaysExitCodeAndBothOutputs() throws Exception {
        var outcome = use("bash", "command", "pwd; echo oops >&2; cat; exit 3");

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.text()).startsWith("exit code 3, ").contains(root.toString(), "oops");
        assertThat(use("bash", "command", "true").text()).contains("exit code 0", "(no output)");
    }

    @Test
    void bashIsKilledWithEverythingBelowItWhenItsTimeIsUp() throws Exception {
        long started = System.nanoTime();
        var outcome =
                tools.use(
                        call(
                                "bash",
                                Json.object(
                                        "command",
                                        "(sleep 60; touch late) & echo $!; sleep 60",
                                        "timeout_seconds",
                                        1)));

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.text()).contains("killed after 1 s");
        long child = Long.parseLong(outcome.text().lines().toList().get(1));
        // Nobody may be there to bury it.
        var state = Path.of("/proc/" + child + "/stat");
        assertThat(Files.exists(state) ? Files.readString(state) : "gone")
                .containsAnyOf(") Z", "gone");
    }

    @Test
    void bashDoesNotWaitForTheBackground() throws Exception {
        long started = System.nanoTime();
        var outcome = use("bash", "command", "sleep 20 & echo done");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
        assertThat(outcome.failed()).isFalse();
        assertThat(outcome.text()).contains("done");
    }

    @Test
    void bashKeepsTheBeginningAndTheEndOfALongOutput() throws Exception {
        var text = use("bash", "command", "seq 1 200000").text();

        assertThat(text).contains("\n1\n2\n3\n", "bytes left out", "\n199999\n200000");
        assertThat(text.length()).isLessThan(26_000);
    }

    @Test
    void bashCleansWhatATerminalAloneUnderstands() throws Exception {
        assertThat(use("bash", "command", "printf '\\033[31mred\\033[0m\\000!'").text())
                .endsWith("\nred!");
    }

    @Test
    void readNumbersLinesAndGoesOnWhereItIsTold() throws Exception {
        Files.writeString(root.resolve("a.txt"), "one\ntwo\nthree\nfour\n");

        assertThat(use("read", "path", "a.txt").text())
                .isEqualTo("1\tone\n2\ttwo\n3\tthree\n4\tfour\n");
        assertThat(
                        tools.use(
                                        call(
                                                "read",
                                                Json.object(
                                                        "path", "a.txt", "offset", 2, "limit", 2)))
                                .text())
                .isEqualTo("2\ttwo\n3\tthree\n(1 more lines; go on with offset 4)");
    }

    @Test
    void readRefusesWhatIsNoText() throws Exception {
        Files.write(root.resolve("b"), new byte[] {'a', 0, 'b'});
        Files.write(root.resolve("c"), new byte[] {'a', (byte) 0xff, 'b'});

        assertThat(use("read", "path", "b")).matches(it -> it.failed()).asString().contains("xxd");
        assertThat(use("read", "path", "c")).matches(it -> it.failed());
        assertThat(use("read", "path", "none").text()).isEqualTo("There is no none.");
        assertThat(use("read", "path", ".").text()).contains("list");
        assertThat(use("read", "path", "../../etc/passwd").text()).contains("outside");
        assertThat(use("read", "path", "/etc/passwd").text()).contains("outside");
        assertThat(use("read").text()).contains("'path' is missing");
    }

    @Test
    void writeMakesFoldersAndReplaces() throws Exception {
        assertThat(use("write", "path", "x/y/z.txt", "content", "ä").text())
                .isEqualTo("Wrote 2 bytes to x/y/z.txt.");
        assertThat(use("write", "path", root.resolve("x/y/z.txt").toString(), "content", "b"))
                .matches(it -> !it.failed());
        assertThat(root.resolve("x/y/z.txt")).hasContent("b");
        assertThat(use("write", "path", "x", "content", "b").text()).isEqualTo("x is a folder.");
    }

    @Test
    void editReplacesWhatIsThereExactlyOnce() throws Exception {
        var file = root.resolve("a");
        Files.writeString(file, "a\r\n  b\nb\n");

        assertThat(use("edit", "path", "a", "old", "b", "new", "c").text()).contains("2 times");
        assertThat(use("edit", "path", "a", "old", "x", "new", "c").text()).contains("not in a");
        assertThat(use("edit", "path", "a", "old", "", "new", "c").failed()).isTrue();
        assertThat(use("edit", "path", "a", "old", "b", "new", "b").failed()).isTrue();
        assertThat(file).content().isEqualTo("a\r\n  b\nb\n");
        assertThat(use("edit", "path", "a", "old", "  b", "new", "$1\\").failed()).isFalse();
        assertThat(file).content().isEqualTo("a\r\n$1\\\nb\n");
    }

    @Test
    void listKnowsGlobsAndLeavesGitOut() throws Exception {
        for (String path : new String[] {"src/a.py", "src/in/b.py", "c.txt", ".git/config"}) {
            make(path);
        }

        assertThat(use("list").text()).isEqualTo("c.txt\nsrc/a.py\nsrc/in/b.py");
        assertThat(use("list", "glob", "*.py").text()).isEqualTo("src/a.py\nsrc/in/b.py");
        assertThat(use("list", "path", "src", "glob", "in/*").text()).isEqualTo("in/b.py");
        assertThat(use("list", "glob", "*.rs").text()).isEqualTo("(nothing)");
        assertThat(use("list", "glob", "[").failed()).isTrue();
        assertThat(use("list", "path", "c.txt").text()).contains("use read");
    }

    @Test
    void finishKeepsTheResultAsItIs() throws Exception {
        assertThat(use("finish", "summary", " ").failed()).isTrue();
        assertThat(tools.result()).isNull();

        assertThat(use("finish", "summary", "done", "answer", "42").failed()).isFalse();
        assertThat(tools.result()).hasToString("{\"summary\":\"done\",\"answer\":\"42\"}");
    }

    @Test
    void badCallsAreAnsweredWithTheCure() throws Exception {
        assertThat(use("sing").text()).contains("'sing'", "bash, read, write");
        assertThat(tools.use(new Call("1", "bash", "{\"command\": \"rm", null)).text())
                .contains("no JSON object", "Nothing was done");
    }

    private void make(String path) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "x");
    }

    private Tool.Outcome use(String name, String... namesAndValues) throws InterruptedException {
        return tools.use(call(name, Json.object((Object[]) namesAndValues)));
    }

    private static Call call(String name, Json input) {
        return new Call("1", name, input.toString(), null);
    }
}
