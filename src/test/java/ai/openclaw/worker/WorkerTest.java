package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Reason;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.sandbox.MemoryEngine.Program;
import ai.openclaw.sandbox.MemoryEngine.Step;
import ai.openclaw.task.Attempt;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The way of an attempt, from REST's side of the queue to its destroyed sandbox.
class WorkerTest {

    @TempDir static Path home;

    private static final Database database = TestPostgres.freshDatabase();
    private static final AtomicInteger names = new AtomicInteger();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(database, home.resolve("home"), 4);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void noSandboxIsLeft() {
        await().untilAsserted(() -> assertThat(gateway.engine.sandboxes()).isEmpty());
    }

    @Test
    void successLeavesOutputResultAndArtifacts() throws Exception {
        Task task =
                run(
                        program -> {
                            program.print("one\ntwo\n");
                            program.error("warning\n");
                            program.write("out/report.md", "# Report");
                            program.write("out/result.json", "{\"answer\": 42}");
                            return 0;
                        },
                        "");
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.exitCode()).isZero();
        assertThat(task.result()).hasToString("{\"answer\":42}");
        assertThat(task.usage().outputBytes()).isEqualTo("one\ntwo\nwarning\n".length());
        assertThat(gateway.log(task.id())).containsExactlyInAnyOrder("one", "two", "warning");
        try (var report = gateway.artifacts().open(task.id(), 1, "report.md")) {
            assertThat(report.readAllBytes())
                    .isEqualTo("# Report".getBytes(StandardCharsets.UTF_8));
        }
        Attempt attempt = gateway.attempts(task.id()).getFirst();
        assertThat(attempt.engine()).isEqualTo("memory");
        assertThat(attempt.image()).contains("@sha256:");
        assertThat(attempt.destroyedAt()).isNotNull();
        assertThat(gateway.timeline(task.id()))
                .containsSubsequence(
                        "attempt.started",
                        "sandbox.created",
                        "program.started",
                        "program.ended",
                        "artifacts.collected",
                        "sandbox.destroyed",
                        "attempt.finished");
    }

    @Test
    void filesPromptAndVariablesAreThereBeforeTheProgram() {
        var seen = new ConcurrentHashMap<String, String>();
        Task task =
                run(
                        program -> {
                            seen.putAll(program.launch().env());
                            program.files()
                                    .forEach((k, v) ->
                                            seen.put(k, new String(v, StandardCharsets.UTF_8)));
                            return 0;
                        },
                        """
                        , "prompt": "do it", "env": {"K": "V"},
                        "files": [{"path": "in/a.txt", "content": "hello"}]
                        """);
        assertThat(seen)
                .containsEntry("in/a.txt", "hello")
                .containsEntry(".openclaw-prompt", "do it")
                .containsEntry("OPENCLAW_PROMPT_FILE", "/workspace/.openclaw-prompt")
                .containsEntry("OPENCLAW_PROMPT", "do it")
                .containsEntry("OPENCLAW_TASK_ID", task.id().toString())
                .containsEntry("OPENCLAW_ATTEMPT", "1")
                .containsEntry("K", "V");
    }

    @Test
    void exitCodeIsExplainedByTheLastWords() {
        Task task =
                run(
                        program -> {
                            program.error("no such file\n");
                            program.write("out/partial.txt", "x");
                            return 3;
                        },
                        "");
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.reason()).isEqualTo(Reason.EXIT_CODE);
        assertThat(task.exitCode()).isEqualTo(3);
        assertThat(task.detail())
                .isEqualTo("The program ended with exit code 3. Its last words: no such file");
        assertThat(gateway.artifacts().list(task.id(), null)).hasSize(1);
    }

    @Test
    void timeLimitStopsTheProgramAndKeepsWhatItLeft() {
        Task task =
                run(
                        program -> {
                            program.print("working\n");
                            program.write("out/partial.txt", "x");
                            program.awaitTerm();
                            return 0;
                        },
                        ", \"timeout\": \"PT1S\"");
        assertThat(task.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(task.detail()).startsWith("Stopped after 1 s, its time limit; last output");
        assertThat(gateway.log(task.id())).containsExactly("working");
        assertThat(gateway.artifacts().list(task.id(), null)).hasSize(1);
    }

    @Test
    void memoryEndsAreToldApart() {
        Task killed = run(program -> program.outOfMemory(), "");
        assertThat(killed.reason()).isEqualTo(Reason.OUT_OF_MEMORY);
        Task warned = run(program -> program.exitAfterMemoryKill(0), "");
        assertThat(warned.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(warned.detail()).contains("killed at the memory limit");
    }

    @Test
    void tooMuchOutputStopsTheProgram() {
        Task task =
                run(
                        program -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                program.print("x".repeat(999) + "\n");
                            }
                            return 0;
                        },
                        ", \"limits\": {\"output\": \"64k\"}");
        assertThat(task.reason()).isEqualTo(Reason.DISK);
        assertThat(task.detail()).isEqualTo("Stopped after 8 MiB of output; its limit is 64 KiB.");
        assertThat(gateway.log(task.id()).getLast()).contains("bytes of output are missing");
    }

    @Test
    void badResultIsNoFailure() {
        Task task =
                run(
                        program -> {
                            program.write("out/result.json", "{not json");
                            return 0;
                        },
                        "");
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.result()).isNull();
        assertThat(gateway.timeline(task.id())).contains("result.refused");
    }

    @Test
    void troubleOfTheEngineIsFollowedByAnotherAttempt() {
        gateway.engine.fails(Step.CREATE, 1);
        Task task = run(program -> 0, ", \"retry\": {\"maxAttempts\": 1}");
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        List<Attempt> attempts = gateway.attempts(task.id());
        assertThat(attempts).hasSize(2);
        assertThat(attempts.getFirst().reason()).isEqualTo(Reason.INFRASTRUCTURE);
    }

    @Test
    void failedProgramIsRetriedWhereThePolicySaysSo() {
        var runs = new AtomicInteger();
        Task task =
                run(
                        _ -> runs.incrementAndGet() < 3 ? 1 : 0,
                        """
                        , "retry": {"maxAttempts": 3, "backoff": "PT0.1S", "on": ["EXIT_CODE"]}
                        """);
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(gateway.attempts(task.id())).hasSize(3);
    }

    @Test
    void sandboxThatDoesNotWantToGoIsDestroyedAllTheSame() {
        gateway.engine.fails(Step.DESTROY, 3);
        Task task = run(program -> 0, "");
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(gateway.attempts(task.id()).getFirst().destroyedAt()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void cancelWorksBeforeTheProgramRuns(HaltingEngine.Stage stage) {
        gateway.halting.haltAt(stage);
        Task task =
                gateway.submit(
                        json(program -> 0, ", \"files\": [{\"path\": \"a\", \"content\": \"\"}]"));
        await().until(gateway.halting::halted);
        gateway.tasks.cancel(task.id(), "somebody");
        Task ended = gateway.finished(task.id());
        assertThat(ended.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(ended.detail()).contains("somebody");
    }

    @Test
    void cancelStopsARunningProgramAndKeepsWhatItLeft() {
        Task task =
                submit(program -> {
                    program.print("begun\n");
                    program.write("out/partial.txt", "x");
                    program.awaitTerm();
                    program.print("ending\n");
                    return 0;
                });
        await().until(() -> gateway.log(task.id()).contains("begun"));
        gateway.tasks.cancel(task.id(), "somebody");
        Task ended = gateway.finished(task.id());
        assertThat(ended.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(ended.reason()).isEqualTo(Reason.CANCELLED);
        assertThat(gateway.log(task.id())).containsExactly("begun", "ending");
        assertThat(gateway.artifacts().list(task.id(), null)).hasSize(1);
    }

    @Test
    void programThatIgnoresTheCancellationIsKilled() {
        Task task =
                submit(program -> {
                    program.print("begun\n");
                    program.hang();
                    return 0;
                });
        await().until(() -> gateway.log(task.id()).contains("begun"));
        gateway.tasks.cancel(task.id(), "somebody");
        assertThat(gateway.finished(task.id()).state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void whoeverLostTheAttemptStopsAndChangesNothing() {
        Task task =
                submit(program -> {
                    program.print("begun\n");
                    while (true) {
                        program.print("more\n");
                        Thread.sleep(Duration.ofMillis(5));
                    }
                });
        await().until(() -> gateway.log(task.id()).contains("begun"));
        Attempt attempt = gateway.attempts(task.id()).getFirst();
        gateway.tasks.finish(attempt.id(), Endings.abandoned(), null);
        await().until(() -> gateway.attempts(task.id()).size() == 2);
        await().untilAsserted(() ->
                assertThat(gateway.engine.sandboxes()).doesNotContain(attempt.sandbox()));
        gateway.tasks.cancel(task.id(), "the test");
        gateway.finished(task.id());
        assertThat(gateway.attempts(task.id()).getFirst().reason())
                .isEqualTo(Reason.INFRASTRUCTURE);
    }

    private Task run(Program program, String more) {
        return gateway.run(json(program, more));
    }

    private static Task submit(Program program) {
        return gateway.submit(json(program, ""));
    }

    private static String json(Program program, String more) {
        String name = "program-" + names.incrementAndGet();
        gateway.engine.runs(launch -> launch.argv().getFirst().equals(name), program);
        return "{\"agent\": \"shell\", \"command\": [\"%s\"]%s}".formatted(name, more);
    }
}
