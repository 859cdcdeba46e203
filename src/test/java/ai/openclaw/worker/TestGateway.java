package ai.openclaw.worker;

import static org.awaitility.Awaitility.await;

import ai.openclaw.Gateway;
import ai.openclaw.artifact.Artifacts;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.log.LogLine;
import ai.openclaw.log.TaskLog;
import ai.openclaw.log.Timeline;
import ai.openclaw.log.TimelineEvent;
import ai.openclaw.sandbox.EgressDoor;
import ai.openclaw.sandbox.LaneDoor;
import ai.openclaw.sandbox.LaneDoors;
import ai.openclaw.sandbox.MemoryEngine;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.task.Attempt;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import tools.jackson.databind.json.JsonMapper;

/// The whole gateway with an engine in memory.
public final class TestGateway implements AutoCloseable {

    final HaltingEngine halting;
    public final MemoryEngine engine;
    public final ConfigurableApplicationContext context;
    public final Tasks tasks;

    /// @param settings as arguments, such as `--openclaw.takeover=PT1M`
    public TestGateway(Database database, Path home, int workers, String... settings) {
        this(database, home, workers, new HaltingEngine(), settings);
    }

    TestGateway(
            Database database, Path home, int workers, HaltingEngine engine, String... settings) {
        this.halting = engine;
        this.engine = engine.memory;
        this.context =
                new SpringApplicationBuilder(Gateway.class)
                        .initializers(it -> replaceEngine((GenericApplicationContext) it, engine))
                        .properties(
                                "spring.main.allow-bean-definition-overriding=true",
                                "spring.devtools.restart.enabled=false",
                                "openclaw.takeover=PT12S",
                                "openclaw.ops.port=0",
                                "openclaw.tasks.infrastructure-backoff=PT0.1S")
                        .run(
                                Stream.concat(
                                                Stream.of(
                                                        "--openclaw.home=" + home,
                                                        "--openclaw.database.url=" + database.url(),
                                                        "--openclaw.workers=" + workers,
                                                        "--openclaw.port=0"),
                                                Stream.of(settings))
                                        .toArray(String[]::new));
        this.tasks = context.getBean(Tasks.class);
    }

    private static void replaceEngine(GenericApplicationContext context, SandboxEngine engine) {
        context.registerBean("sandboxEngine", SandboxEngine.class, () -> engine);
        context.getBeanFactory().registerSingleton("noTests", new NoTests());
    }

    /// The gateway looks for its parts in all that is called `ai.openclaw`, but tests are none.
    private static final class NoTests extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory)
                throws IOException {
            return reader.getResource().getURL().getPath().contains("/test-classes/");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoTests;
        }

        @Override
        public int hashCode() {
            return NoTests.class.hashCode();
        }
    }

    /// Sandboxes reach this gateway's sandbox side from now on, over loopback.
    public TestGateway withLanes() {
        engine.lanes(
                new LaneDoors(context.getBean(LaneDoor.class), context.getBean(EgressDoor.class)));
        return this;
    }

    /// @param json a task as the API takes it
    public Task submit(String json) {
        var request = context.getBean(JsonMapper.class).readValue(json, TaskRequest.class);
        return tasks.submit(request);
    }

    public Task finished(TaskId id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> tasks.get(id).state().finished());
        return tasks.get(id);
    }

    public Task run(String json) {
        return finished(submit(json).id());
    }

    void awaitRunning(TaskId id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tasks.get(id).state() == TaskState.RUNNING);
    }

    public List<Attempt> attempts(TaskId id) {
        return tasks.attempts(id);
    }

    public List<String> log(TaskId id) {
        return context.getBean(TaskLog.class).read(id, 1, 10_000, null, null).stream()
                .map(LogLine::text)
                .toList();
    }

    public List<TimelineEvent> events(TaskId id) {
        return context.getBean(Timeline.class).list(id, 0, 1000);
    }

    List<String> timeline(TaskId id) {
        return context.getBean(Timeline.class).list(id, 0, 1000).stream()
                .map(TimelineEvent::kind)
                .toList();
    }

    Artifacts artifacts() {
        return context.getBean(Artifacts.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
