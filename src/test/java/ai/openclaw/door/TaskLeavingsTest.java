package ai.openclaw.door;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.artifact.Artifact;
import ai.openclaw.artifact.Artifacts;
import ai.openclaw.base.Json;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.sandbox.MemoryEngine.Program;
import ai.openclaw.sandbox.MemoryProgram;
import ai.openclaw.secret.SecretRequest;
import ai.openclaw.secret.Secrets;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskState;
import ai.openclaw.worker.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What programs leave before their end.
class TaskLeavingsTest {

    private static final String SECRET = "ghp_5up3r-s3cr3t";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir static Path home;

    private static TestGateway gateway;

    private final List<Integer> answers = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        gateway = new TestGateway(TestPostgres.freshDatabase(), home, 4).withLanes();
        gateway.context.getBean(Secrets.class).put("TOKEN", new SecretRequest(SECRET), "mara");
        gateway.context
                .getBean(Agents.class)
                .put(
                        "mine",
                        Json.mapper()
                                .readValue(
                                        """
                                        {"command": ["x"], "secrets": ["TOKEN"],
                                          "retry": {"maxAttempts": 1}}
                                        """,
                                        AgentSpec.class));
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private HttpResponse<String> put(MemoryProgram program, String path, String body)
            throws IOException, InterruptedException {
        var env = program.launch().env();
        var answer =
                CLIENT.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                Objects.requireNonNull(
                                                                env.get("OPENCLAW_GATEWAY_URL"))
                                                        + path))
                                .header("Authorization", "Bearer " + env.get("OPENCLAW_TASK_TOKEN"))
                                .PUT(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        answers.add(answer.statusCode());
        return answer;
    }

    private static Task run(Program program) {
        gateway.engine.runs(program);
        return gateway.run("{\"agent\": \"mine\", \"prompt\": \"x\"}");
    }

    @Test
    void theLatestResultCountsHoweverTheProgramEndsAndIsClean() {
        Task task =
                run(program -> {
                    put(program, "/task/result", "{\"n\": 1}");
                    put(program, "/task/result", "{\"n\": 2, \"t\": \"" + SECRET + "\"}");
                    return 9;
                });

        assertThat(answers).containsExactly(200, 200);
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(Objects.requireNonNull(task.result()).path("n").asInt()).isEqualTo(2);
        assertThat(Objects.requireNonNull(task.result()).path("t").asString())
                .isEqualTo("[redacted]");
    }

    @Test
    void aFileThatIsLeftIsLaterThanWhatWasSent() {
        Task task =
                run(program -> {
                    put(program, "/task/result", "{\"from\": \"put\"}");
                    program.write("out/result.json", "{\"from\": \"file\"}");
                    return 0;
                });

        assertThat(task.result()).hasToString("{\"from\":\"file\"}");
    }

    @Test
    void whatIsNoResultIsRefusedAndLosesNothing() {
        Task task =
                run(program -> {
                    put(program, "/task/result", "[1]");
                    put(program, "/task/result", "no json");
                    put(program, "/task/result", "");
                    put(program, "/task/result", "\"\\u0000\"");
                    put(program, "/task/result", "\"" + "x".repeat(300_000) + "\"");
                    return 0;
                });

        assertThat(answers).containsExactly(200, 400, 400, 400, 413);
        assertThat(task.result()).hasToString("[1]");
    }

    @Test
    void artifactsAreKeptByTheirDecodedPathBesideWhatIsLeft() throws Exception {
        Task task =
                run(program -> {
                    put(program, "/task/artifacts/a%20b/gr%C3%BC%C3%9Fe.txt", "hello");
                    put(program, "/task/artifacts/same.txt", "sent");
                    put(program, "/task/artifacts/..%2fup", "x");
                    put(program, "/task/artifacts/a/../b", "x");
                    put(program, "/task/artifacts/", "x");
                    program.write("out/same.txt", "left");
                    return 0;
                });

        assertThat(answers.subList(0, 2)).containsExactly(200, 200);
        assertThat(answers.subList(2, 5)).allMatch(it -> it >= 400 && it < 500);
        var artifacts = gateway.context.getBean(Artifacts.class);
        assertThat(artifacts.list(task.id(), null))
                .extracting(Artifact::path)
                .containsExactlyInAnyOrder("a b/grüße.txt", "same.txt");
        try (var same = artifacts.open(task.id(), null, "same.txt")) {
            assertThat(new String(same.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("left");
        }
    }
}
