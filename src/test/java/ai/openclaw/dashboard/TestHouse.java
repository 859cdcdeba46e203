package ai.openclaw.dashboard;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.base.Reason;
import ai.openclaw.database.Notifications;
import ai.openclaw.database.TestNotifications;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogStream;
import ai.openclaw.log.TaskLog;
import ai.openclaw.queue.Nodes;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.LiveSandbox.State;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.MemoryEngine;
import ai.openclaw.sandbox.Pool;
import ai.openclaw.sandbox.SandboxMeters;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.Ending;
import ai.openclaw.task.Enqueuer;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Tasks;
import ai.openclaw.task.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;

/// The real gateway but for the engine room: nobody claims and runs tasks, so that a test can let
/// them go through their states when it wants.
final class TestHouse implements AutoCloseable {

    static final String PASSWORD = "brass-lantern-42-harbour";

    private final ConfigurableApplicationContext context;
    private final TestPostgres.Database database;

    private TestHouse(ConfigurableApplicationContext context, TestPostgres.Database database) {
        this.context = context;
        this.database = database;
    }

    /// Not a component, so that no other test's scan finds it.
    @EnableAutoConfiguration
    @ConfigurationPropertiesScan("ai.openclaw")
    @ComponentScan(
            basePackages = {
                "ai.openclaw.agent",
                "ai.openclaw.artifact",
                "ai.openclaw.auth",
                "ai.openclaw.base",
                "ai.openclaw.blob",
                "ai.openclaw.budget",
                "ai.openclaw.dashboard",
                "ai.openclaw.doctor",
                "ai.openclaw.fleet",
                "ai.openclaw.log",
                "ai.openclaw.model",
                "ai.openclaw.notify",
                "ai.openclaw.retention",
                "ai.openclaw.schedule",
                "ai.openclaw.secret",
                "ai.openclaw.task"
            },
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.CUSTOM, classes = OfTests.class))
    @Import({LiveSandboxes.class, SandboxMeters.class, Pool.class, Nodes.class})
    static class Rooms {

        private final TestPostgres.Database database = TestPostgres.freshDatabase();

        @Bean
        TestPostgres.Database database() {
            return database;
        }

        @Bean
        DataSource dataSource() {
            return database.dataSource();
        }

        @Bean(destroyMethod = "close")
        Notifications notifications() {
            return TestNotifications.of(database);
        }

        @Bean
        MemoryEngine engine() {
            return new MemoryEngine();
        }

        @Bean
        Marks marks() {
            return new Marks(Ids.next(), Ids.next());
        }

        @Bean
        Enqueuer enqueuer() {
            return _ -> {};
        }
    }

    /// What other tests bring along.
    static class OfTests implements TypeFilter {

        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
            return type.getResource().getURI().toString().contains("/test-classes/");
        }
    }

    static TestHouse open(Path home) {
        return open(home, Map.of());
    }

    /// @param settings beyond the usual ones
    static TestHouse open(Path home, Map<String, String> settings) {
        var properties = new HashMap<String, Object>(settings);
        properties.put("openclaw.home", home.toString());
        properties.put("openclaw.port", "0");
        properties.put("openclaw.gateway.password", PASSWORD);
        properties.put("spring.flyway.enabled", "false");
        properties.put("spring.devtools.restart.enabled", "false");
        var context =
                new SpringApplicationBuilder(Rooms.class)
                        .web(WebApplicationType.SERVLET)
                        .run(
                                properties.entrySet().stream()
                                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                                        .toArray(String[]::new));
        return new TestHouse(context, context.getBean(TestPostgres.Database.class));
    }

    String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    Tasks tasks() {
        return context.getBean(Tasks.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> all(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    Task submit(String prompt) {
        return submit(prompt, Map.of());
    }

    Task submit(String prompt, Map<String, String> labels) {
        return tasks().submit(
                        new TaskRequest(
                                "shell", prompt, null, null, null, labels, null, null, null, null,
                                null, null, null, null, null));
    }

    /// Does what the queue's claim does.
    AttemptId claim(TaskId task) {
        return database.transactions()
                .execute(_ -> {
                    database.jdbc()
                            .sql(
                                    """
                                    update task set state = 'RUNNING', started_at = now()
                                    where id = :id
                                    """)
                            .param("id", task.value())
                            .update();
                    return new AttemptId(
                            database.jdbc()
                                    .sql(
                                            """
                                            update attempt
                                            set state = 'RUNNING', started_at = now(),
                                              node = gen_random_uuid()
                                            where task = :id and state = 'QUEUED'
                                            returning id
                                            """)
                                    .param("id", task.value())
                                    .query(UUID.class)
                                    .single());
                });
    }

    void print(TaskId task, AttemptId attempt, LogStream stream, String... lines) {
        bean(TaskLog.class)
                .append(
                        task,
                        attempt,
                        Arrays.stream(lines)
                                .map(it -> new LogLine.New(stream, Instant.now(), it))
                                .toList());
    }

    /// Of one probe that held and one that did not.
    ///
    /// @param seen by the one that held
    void furnishReceipt(AttemptId attempt, String seen) {
        var findings =
                """
                [{"probe": "mount", "title": "Mount a file system", "proves": "Not even one.",
                  "group": "kernel", "required": true, "outcome": "HELD", "seen": "%s"},
                 {"probe": "secrets", "title": "Find keys", "proves": "No key is handed in.",
                  "group": "neighbours", "required": true, "outcome": "NOT_HELD", "seen": "one"}]
                """
                        .formatted(seen);
        var receipt = Ids.next();
        database.jdbc()
                .sql(
                        """
                        insert into receipt (id, node, sandbox, complete, engine, engine_detail,
                          image, fingerprint, millis, findings)
                        values (:id, :id, :id, false, 'docker', 'Docker', 'sha256:4f', '', 2100,
                          :findings::jsonb)
                        """)
                .param("id", receipt)
                .param("findings", findings)
                .update();
        tasks().assignSandbox(attempt, Ids.next(), "docker", "sha256:4f", true, receipt);
    }

    /// One of another node that serves this attempt, and some of this one.
    void furnishSandboxes(AttemptId attempt) {
        tasks().assignSandbox(
                        attempt, Ids.next(), "docker", "registry.example/agents:1", true, null);
        var live = bean(LiveSandboxes.class);
        var size = ByteSize.parse("64m");
        var image = new Image("openclaw-sandbox:local", "sha256:" + "4f6c".repeat(16));
        for (var state : State.values()) {
            var id = Ids.next();
            live.hold(id, image.name());
            try {
                if (state != State.MAKING) {
                    live.create(new SandboxSpec(id, image, size, 1, 10, size, size, null), state);
                }
            } catch (ImageUnavailable | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    void succeed(AttemptId attempt) {
        end(attempt, TaskState.SUCCEEDED, null, null, 0);
    }

    void fail(AttemptId attempt, Reason reason, String detail) {
        end(attempt, TaskState.FAILED, reason, detail, reason == Reason.EXIT_CODE ? 3 : null);
    }

    private void end(
            AttemptId attempt,
            TaskState state,
            @Nullable Reason reason,
            @Nullable String detail,
            @Nullable Integer exitCode) {
        var usage = new Usage(0, 0, 0, BigDecimal.ZERO, 1.5, 41_000_000, 9_000);
        tasks().finish(
                        attempt,
                        new Ending(state, reason, detail, exitCode, null, usage),
                        Instant.now());
    }

    @Override
    public void close() {
        context.close();
    }
}
