package ai.openclaw.proxy;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.Json;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.TaskId;
import ai.openclaw.worker.TestGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A gateway with a scripted provider, and tasks that stand still so that a test can call in their
/// place.
final class TestCalls implements AutoCloseable {

    static final String ANTHROPIC_KEY = "sk-ant-test-0123456789";
    static final String OPENAI_KEY = "sk-openai-test-0123456789";

    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final ScriptedProvider provider = new ScriptedProvider();
    final TestGateway gateway;
    private final Map<String, Standing> standing = new ConcurrentHashMap<>();

    TestCalls(Path home, String... settings) {
        gateway =
                new TestGateway(
                                TestPostgres.freshDatabase(),
                                home,
                                8,
                                Stream.concat(
                                                Stream.of(
                                                        "--ANTHROPIC_API_KEY=" + ANTHROPIC_KEY,
                                                        "--ANTHROPIC_BASE_URL=" + provider.url(),
                                                        "--OPENAI_API_KEY=" + OPENAI_KEY,
                                                        "--OPENAI_BASE_URL="
                                                                + provider.url()
                                                                + "/v1",
                                                        "--openclaw.proxy.pause=PT0.05S"),
                                                Stream.of(settings))
                                        .toArray(String[]::new))
                        .withLanes();
        gateway.engine.runs(
                launch -> {
                    return launch.env().containsKey("STANDS");
                },
                program -> {
                    var it = standing.get(program.launch().env().get("STANDS"));
                    var env = program.launch().env();
                    Objects.requireNonNull(it).env.complete(env);
                    it.over.await();
                    return 0;
                });
    }

    /// A task that runs until it is told to end.
    static final class Standing {

        private final CompletableFuture<Map<String, String>> env = new CompletableFuture<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private TaskId task = new TaskId(new java.util.UUID(0, 0));

        TaskId task() {
            return task;
        }

        String env(String name) {
            try {
                return Objects.requireNonNull(env.get(20, TimeUnit.SECONDS).get(name), name);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        /// As an OpenAI client would call.
        HttpRequest.Builder post(String path, String body) {
            return HttpRequest.newBuilder(URI.create(env("OPENCLAW_GATEWAY_URL") + path))
                    .header("Authorization", "Bearer " + env("OPENCLAW_TASK_TOKEN"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body));
        }

        void end() {
            over.countDown();
        }
    }

    /// @param fields of the task, such as `, "budget": {"tokens": 5}`
    Standing stand(String agent, String fields) {
        var it = new Standing();
        String name = "s" + standing.size();
        standing.put(name, it);
        it.task =
                gateway.submit(
                                """
                                {"agent": "%s", "command": ["stand"], "env": {"STANDS": "%s"}%s}
                                """
                                        .formatted(agent, name, fields))
                        .id();
        return it;
    }

    Standing stand() {
        return stand("shell", "");
    }

    void agent(String name, String spec) {
        gateway.context
                .getBean(Agents.class)
                .put(name, Json.mapper().readValue(spec, AgentSpec.class));
    }

    @Override
    public void close() {
        standing.values().forEach(Standing::end);
        gateway.close();
        provider.close();
    }
}
