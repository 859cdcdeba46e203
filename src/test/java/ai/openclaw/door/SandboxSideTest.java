package ai.openclaw.door;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.log.TimelineEvent;
import ai.openclaw.sandbox.MemoryProgram;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a program in a sandbox finds at the gateway's sandbox side.
class SandboxSideTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir static Path home;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(TestPostgres.freshDatabase(), home, 4).withLanes();
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private static HttpResponse<String> ask(
            MemoryProgram program, String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(env(program, "OPENCLAW_GATEWAY_URL") + path))
                        .method(method, BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String env(MemoryProgram program, String name) {
        String value = program.launch().env().get(name);
        assertThat(value).as(name).isNotNull();
        return value;
    }

    private static String token(MemoryProgram program) {
        return env(program, "OPENCLAW_TASK_TOKEN");
    }

    private static Task run(String marker) {
        return gateway.run(
                """
                {"agent": "shell", "prompt": "hello", "env": {"MARK": "%s"},
                 "labels": {"team": "web"}}
                """
                        .formatted(marker));
    }

    private static void programs(String marker, ai.openclaw.sandbox.MemoryEngine.Program program) {
        gateway.engine.runs(launch -> marker.equals(launch.env().get("MARK")), program);
    }

    @Test
    void aProgramIsToldItsTask() {
        programs(
                "task",
                program -> {
                    program.print(ask(program, "GET", "/task", token(program), "").body() + "\n");
                    return 0;
                });

        Task task = run("task");

        assertThat(String.join("", gateway.log(task.id())))
                .contains("\"id\":\"" + task.id() + "\"")
                .contains("\"prompt\":\"hello\"")
                .contains("\"team\":\"web\"")
                .contains("\"attempt\":1");
    }

    @Test
    void agentsThatKnowNothingOfUsFindTheGatewayByTheirOwnVariables() {
        Map<String, String> seen = new java.util.concurrent.ConcurrentHashMap<>();
        programs(
                "env",
                program -> {
                    seen.putAll(program.launch().env());
                    return 0;
                });

        run("env");

        String url = seen.get("OPENCLAW_GATEWAY_URL");
        String token = seen.get("OPENCLAW_TASK_TOKEN");
        assertThat(token).startsWith("oct_").hasSizeGreaterThan(40);
        assertThat(seen)
                .containsEntry("OPENAI_BASE_URL", url + "/v1")
                .containsEntry("OPENAI_API_KEY", token)
                .containsEntry("ANTHROPIC_BASE_URL", url)
                .containsEntry("ANTHROPIC_AUTH_TOKEN", token);
    }

    @Test
    void whatAProgramSaysOfItselfIsInTheTimeline() {
        List<Integer> answers = new CopyOnWriteArrayList<>();
        programs(
                "events",
                program -> {
                    for (String body :
                            List.of(
                                    "{\"kind\": \"turn\", \"data\": {\"n\": 1}}",
                                    "{\"kind\": \"agent.tool\", \"data\": {\"nul\": \"\\u0000\"}}",
                                    "{\"kind\": \"task.finished\"}",
                                    "{\"kind\": \"No Kind\"}",
                                    "{\"data\": {}}",
                                    "no json",
                                    "null",
                                    "{\"kind\": \"a\", \"data\": {\"b\": \""
                                            + "x".repeat(20_000)
                                            + "\"}}")) {
                        answers.add(
                                ask(program, "POST", "/task/events", token(program), body)
                                        .statusCode());
                    }
                    return 0;
                });

        Task task = run("events");

        assertThat(answers).containsExactly(202, 202, 202, 400, 400, 400, 400, 413);
        assertThat(gateway.events(task.id()).stream().map(TimelineEvent::kind))
                .contains("agent.turn", "agent.tool", "agent.task.finished")
                .containsOnlyOnce("task.finished");
    }

    @Test
    void onlyTheSandboxOfTheAttemptMayUseItsToken() throws Exception {
        var others = new java.util.concurrent.CompletableFuture<String>();
        var done = new java.util.concurrent.CountDownLatch(1);
        programs(
                "first",
                program -> {
                    others.complete(token(program));
                    done.await();
                    return 0;
                });
        List<Integer> answers = new CopyOnWriteArrayList<>();
        programs(
                "second",
                program -> {
                    answers.add(ask(program, "GET", "/task", null, "").statusCode());
                    answers.add(ask(program, "GET", "/task", "oct_guess", "").statusCode());
                    answers.add(ask(program, "GET", "/task", others.get(), "").statusCode());
                    answers.add(ask(program, "GET", "/nothing", token(program), "").statusCode());
                    answers.add(ask(program, "GET", "/nothing", null, "").statusCode());
                    answers.add(ask(program, "DELETE", "/task", token(program), "").statusCode());
                    answers.add(
                            ask(program, "GET", "/api/v1/tasks", token(program), "").statusCode());
                    return 0;
                });
        var first =
                gateway.submit(
                        "{\"agent\": \"shell\", \"prompt\": \"x\", \"env\": {\"MARK\": \"first\"}}");
        others.get(20, java.util.concurrent.TimeUnit.SECONDS);

        Task second = run("second");
        done.countDown();

        assertThat(second.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(answers).containsExactly(401, 401, 401, 404, 401, 404, 404);
        gateway.finished(first.id());
    }

    @Test
    void theTokenWorksNoMoreWhenTheAttemptIsOverAndIsKeptAsAHashAlone() {
        var tokens = new CopyOnWriteArrayList<String>();
        programs(
                "over",
                program -> {
                    tokens.add(token(program));
                    return 0;
                });

        Task task = run("over");

        var attempt = gateway.attempts(task.id()).getFirst();
        assertThat(
                        gateway.context
                                .getBean(ai.openclaw.auth.TaskTokens.class)
                                .find(
                                        tokens.getFirst(),
                                        java.util.Objects.requireNonNull(attempt.sandbox())))
                .isEmpty();
        assertThat(
                        gateway.context
                                .getBean(JdbcClient.class)
                                .sql(
                                        "select count(*) from task_token where attempt = ? and hash = ?::bytea")
                                .params(attempt.id().value(), tokens.getFirst())
                                .query(Integer.class)
                                .single())
                .isZero();
    }
}
