package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.cli.PretendGateway.Done;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {

    private static final String QUEUED =
            "{\"id\": \"t1\", \"agent\": \"shell\", \"state\": \"QUEUED\"}";
    private static final String END = "event: end\ndata: {\"state\": \"SUCCEEDED\"}\n\n";

    @TempDir Path directory;
    private PretendGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new PretendGateway(directory);
        gateway.on("POST /api/v1/tasks", 202, QUEUED);
        gateway.on("GET /api/v1/tasks/t1/artifacts", 200, "{\"items\": [], \"next\": null}");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void streamsTheLogAndExitsWithTheTasksOwnCode() {
        log(event(1, "stdout", "hello") + event(2, "stderr", "oh") + END);
        task("\"state\": \"FAILED\", \"reason\": \"EXIT_CODE\", \"exitCode\": 7");

        Done done = gateway.run("run", "--wait", "--agent", "shell", "echo hello; exit 7");

        assertThat(done.code()).isEqualTo(7);
        assertThat(done.out()).isEqualTo("hello\n");
        assertThat(done.err()).contains("oh\n").contains("✗ failed · EXIT_CODE");
        assertThat(request()).isEqualTo("{\"agent\":\"shell\",\"prompt\":\"echo hello; exit 7\"}");
    }

    @Test
    void aFailureWithoutExitCodeExitsWithOne() {
        log(END);
        task("\"state\": \"FAILED\", \"reason\": \"TIMEOUT\", \"exitCode\": null");

        assertThat(gateway.run("run", "hello").code()).isEqualTo(1);
    }

    @Test
    void resumesABrokenLogWithoutLossOrDoubling() {
        log(event(1, "stdout", "one") + event(2, "stdout", "two"));
        log(event(2, "stdout", "two") + event(3, "stdout", "three") + END);
        task("\"state\": \"SUCCEEDED\", \"exitCode\": 0");

        Done done = gateway.run("run", "hello");

        assertThat(done.out()).isEqualTo("one\ntwo\nthree\n");
        var logs = gateway.asked("GET", "/api/v1/tasks/t1/logs");
        assertThat(logs).hasSize(2);
        assertThat(logs.getLast().headers()).containsEntry("Last-event-id", "2");
    }

    @Test
    void everythingAfterTwoDashesIsTheCommand() {
        Done done =
                gateway.run("run", "-d", "-e", "A=b=c", "-l", "k=v", "--", "ls", "--json", "--");

        assertThat(done.out()).isEqualTo("t1\n");
        assertThat(request())
                .isEqualTo(
                        "{\"command\":[\"ls\",\"--json\",\"--\"],\"env\":{\"A\":\"b=c\"},\"labels\":{\"k\":\"v\"}}");
    }

    @Test
    void readsThePromptFromStandardInput() {
        gateway.run(false, "from a pipe", "run", "-d", "-");

        assertThat(request()).isEqualTo("{\"prompt\":\"from a pipe\"}");
    }

    @Test
    void jsonKeepsTheLogOffStandardOutput() {
        log(event(1, "stdout", "hello") + END);
        task("\"state\": \"SUCCEEDED\", \"exitCode\": 0, \"result\": {\"n\": 1}");

        Done done = gateway.run("run", "--json", "hello");

        assertThat(JsonMapper.shared().readTree(done.out()).path("result").path("n").asInt())
                .isEqualTo(1);
        assertThat(done.err()).contains("hello");
    }

    @Test
    void aTerminalGetsColoursButNoCommands() {
        String evil = "\\u001b[31mred\\u001b[0m\\u001b]52;c;Zm9v\\u0007\\u001b[2J";
        log(event(1, "stdout", evil) + END);
        task("\"state\": \"SUCCEEDED\", \"exitCode\": 0");

        String plain = gateway.run(true, "", "run", "hello").out();
        String raw = gateway.run(true, "", "run", "--raw", "hello").out();
        String piped = gateway.run("run", "hello").out();

        assertThat(plain).isEqualTo("\u001b[31mred\u001b[0m\\e]52;c;Zm9v\\x07\\e[2J\u001b[0m\n");
        assertThat(raw).isEqualTo(piped).contains("\u001b[2J");
    }

    @Test
    void aGapInTheLogIsShown() {
        log(event(1, "gap", "12 lines are missing here") + END);
        task("\"state\": \"SUCCEEDED\", \"exitCode\": 0");

        assertThat(gateway.run("run", "hello").err()).contains("… 12 lines are missing here");
    }

    @Test
    void sendsAFolderAndFilesAsOneTar() throws IOException {
        gateway.on("POST /api/v1/uploads", 201, "{\"id\": \"u1\", \"bytes\": 1, \"sha256\": \"\"}");
        write("src/a.txt", "a".repeat(700_000));
        write("src/.gitignore", "*.log\n");
        write("src/noise.log", "noise");
        write("tool.sh", "#!/bin/sh\n").toFile().setExecutable(true);
        Files.createSymbolicLink(directory.resolve("src/in"), Path.of("a.txt"));
        Files.createSymbolicLink(directory.resolve("src/out"), Path.of("/etc/passwd"));

        Done done =
                gateway.run("run", "-d", "--dir", "src:repo", "--file", "tool.sh:bin/tool", "hi");

        assertThat(done.err()).contains("left out: out").doesNotContain("error");
        var upload = gateway.asked("POST", "/api/v1/uploads").getFirst();
        assertThat(upload.headers()).containsEntry("Content-type", "application/x-tar");
        assertThat(entries(upload.bytes()))
                .containsExactly(
                        "repo/.gitignore 644 6",
                        "repo/a.txt 644 700000",
                        "repo/in -> a.txt",
                        "bin/tool 755 10");
        assertThat(request())
                .contains("\"files\":[{\"path\":\".\",\"upload\":\"u1\",\"unpack\":true}]");
    }

    @Test
    void fetchesWhatTheTaskLeft() throws IOException {
        log(END);
        task("\"state\": \"SUCCEEDED\", \"exitCode\": 0");
        String list = "/api/v1/tasks/t1/artifacts";
        gateway.forget("GET " + list);
        gateway.on("GET " + list, 200, "{\"items\": [{\"path\": \"a.txt\"}], \"next\": \"c+2\"}");
        gateway.on("GET " + list, 200, "{\"items\": [{\"path\": \"b.txt\"}], \"next\": null}");
        gateway.on("GET /api/v1/tasks/t1/artifacts/b.txt", 200, "too");
        gateway.on("GET /api/v1/tasks/t1/artifacts/a.txt", 200, "left");

        assertThat(gateway.run("run", "-o", "got", "hello").code()).isZero();
        assertThat(directory.resolve("got/a.txt")).hasContent("left");
        assertThat(directory.resolve("got/b.txt")).hasContent("too");
        assertThat(gateway.asked("GET", list + "?").getLast().path()).contains("cursor=c%2B2");
    }

    @Test
    void aFileThatIsNotThereIsSaidBeforeAnythingIsSent() {
        Done done = gateway.run("run", "--file", "absent", "hello");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("absent is no file");
        assertThat(gateway.asked).isEmpty();
    }

    private void log(String events) {
        gateway.on(
                "GET /api/v1/tasks/t1/logs",
                e -> PretendGateway.send(e, 200, "text/event-stream", events));
    }

    private void task(String fields) {
        gateway.on("GET /api/v1/tasks/t1", 200, "{\"id\": \"t1\", " + fields + "}");
    }

    private String request() {
        return gateway.asked("POST", "/api/v1/tasks").getLast().text();
    }

    private static String event(int seq, String stream, String text) {
        return "id: %d\ndata: {\"seq\": %d, \"attempt\": 1, \"stream\": \"%s\", \"text\": \"%s\"}\n\n"
                .formatted(seq, seq, stream, text);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static List<String> entries(byte[] tar) throws IOException {
        var entries = new ArrayList<String>();
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (var e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                entries.add(
                        e.isSymbolicLink()
                                ? e.getName() + " -> " + e.getLinkName()
                                : e.getName()
                                        + " "
                                        + Integer.toOctalString(e.getMode() & 0777)
                                        + " "
                                        + e.getSize());
            }
        }
        return entries;
    }
}
