package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.Json;
import ai.openclaw.base.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TaskSlice
class EndingsTest {

    @Autowired Api api;
    @Autowired Tasks tasks;
    @Autowired Claims claims;
    @Autowired TaskSlice.Queue queue;

    private TaskId task(String more) {
        var answer = api.post("/tasks", "{\"agent\": \"shell\", \"prompt\": \"x\"" + more + "}");
        return new TaskId(UUID.fromString(answer.text("id")));
    }

    @Test
    void successEndsTheTaskWithResultAndUsage() {
        var id = task("");
        var attempt = claims.claim(id);
        var result = Json.mapper().readTree("{\"answer\": [42, \"zebrafish\"]}");
        var destroyed = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(
                        tasks.finish(
                                attempt,
                                new Ending(
                                        TaskState.SUCCEEDED,
                                        null,
                                        "warned",
                                        0,
                                        result,
                                        new Usage(0, 0, 0, BigDecimal.ZERO, 2, 7, 9)),
                                destroyed))
                .isTrue();

        var body = api.get("/tasks/" + id).body();
        assertThat(body.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(body.path("detail").asString()).isEqualTo("warned");
        assertThat(body.path("result")).isEqualTo(result);
        assertThat(body.at("/usage/peakMemoryBytes").asInt()).isEqualTo(7);
        assertThat(body.at("/attempts/0/destroyedAt").asString()).isEqualTo(destroyed.toString());
        assertThat(queue.story(id))
                .containsExactly("task.queued", "attempt.finished", "task.finished");
        assertThat(api.get("/tasks?q=ZEBRAfish").body().path("items")).hasSize(1);
    }

    @Test
    void wordOfAStaleWorkerIsRefused() {
        var id = task("");
        var attempt = claims.claim(id);

        assertThat(tasks.finish(attempt, Claims.failure(Reason.EXIT_CODE), null)).isTrue();
        assertThat(tasks.finish(attempt, Claims.success(), null)).isFalse();
        assertThat(tasks.assignSandbox(attempt, UUID.randomUUID(), "docker", null, false, null))
                .isFalse();
        assertThat(tasks.get(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(tasks.assignment(attempt, Claims.NODE)).isEmpty();
    }

    @Test
    void manyEndingsAtOnceAreOne() throws Exception {
        var id = task(", \"retry\": {\"maxAttempts\": 5, \"on\": [\"EXIT_CODE\"]}");
        var attempt = claims.claim(id);
        var endings = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 20; i++) {
            endings.add(() -> tasks.finish(attempt, Claims.failure(Reason.EXIT_CODE), null));
        }

        int accepted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var ending : threads.invokeAll(endings)) {
                accepted += ending.get() ? 1 : 0;
            }
        }

        assertThat(accepted).isOne();
        assertThat(tasks.attempts(id)).hasSize(2);
    }

    @Test
    void failureIsTriedAgainLaterByPolicyAndUsageAddsUp() {
        var id =
                task(
                        ", \"retry\": {\"maxAttempts\": 2, \"on\": [\"EXIT_CODE\"], \"backoff\":"
                                + " \"PT10S\"}");
        tasks.finish(claims.claim(id), Claims.failure(Reason.EXIT_CODE), null);

        var task = tasks.get(id);
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);
        assertThat(task.reason()).isNull();
        assertThat(task.attempt()).isEqualTo(2);
        var next = tasks.attempts(id).getLast();
        assertThat(Duration.between(next.queuedAt(), next.dueAt()))
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        assertThat(queue.attempts).contains(next.id());

        tasks.finish(claims.claim(id), Claims.failure(Reason.EXIT_CODE), null);
        task = tasks.get(id);
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.exitCode()).isEqualTo(1);
        assertThat(task.usage().cpuSeconds()).isEqualTo(3.0);
        assertThat(task.usage().peakMemoryBytes()).isEqualTo(1_000);
        assertThat(queue.story(id))
                .containsExactly(
                        "task.queued",
                        "attempt.finished",
                        "attempt.retrying",
                        "attempt.finished",
                        "task.finished");
    }

    @Test
    void ourOwnFailuresSpendNoAttemptAndEndSometime() {
        var id = task("");
        for (int i = 0; i < 3; i++) {
            tasks.finish(claims.claim(id), Claims.failure(Reason.INFRASTRUCTURE), null);
            assertThat(tasks.get(id).state()).isEqualTo(TaskState.QUEUED);
        }
        tasks.finish(claims.claim(id), Claims.failure(Reason.INFRASTRUCTURE), null);

        assertThat(tasks.get(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(tasks.get(id).reason()).isEqualTo(Reason.INFRASTRUCTURE);
        assertThat(tasks.get(id).detail()).endsWith("So did 3 attempts before.");
        assertThat(tasks.attempts(id)).hasSize(4);
    }

    @Test
    void attemptThatBringsTheGatewayDownAgainAndAgainEndsItsTask() {
        var id = task("");
        var attempt = claims.claim(id);
        for (int i = 0; i < 5; i++) {
            assertThat(tasks.mayGoOn(attempt)).isTrue();
        }
        assertThat(tasks.mayGoOn(attempt)).isFalse();

        tasks.finish(attempt, Claims.failure(Reason.INFRASTRUCTURE), null);

        assertThat(tasks.get(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(tasks.get(id).detail()).contains("taken for the cause");
        assertThat(tasks.attempts(id)).hasSize(1);
    }

    @Test
    void queuedTaskIsCancelledAtOnceAndTwiceIsFine() {
        var id = task("");

        var first = api.post("/tasks/" + id + "/cancellation", "");
        var second = api.post("/tasks/" + id + "/cancellation", "");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("state")).isEqualTo("CANCELLED");
        assertThat(first.text("reason")).isEqualTo("CANCELLED");
        assertThat(first.body().at("/attempts/0/state").asString()).isEqualTo("CANCELLED");
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(queue.story(id)).containsExactly("task.queued", "task.finished");
    }

    @Test
    void runningTaskIsAskedToStopAndEveryNodeHearsOfIt() {
        var id = task(", \"retry\": {\"maxAttempts\": 3, \"on\": [\"EXIT_CODE\"]}");
        var attempt = claims.claim(id);

        var answer = api.post("/tasks/" + id + "/cancellation", "");

        assertThat(answer.text("state")).isEqualTo("RUNNING");
        assertThat(tasks.cancelRequested(List.of(attempt))).containsExactly(attempt);
        await().untilAsserted(() ->
                assertThat(queue.notices)
                        .contains(new CancelRequested(attempt), new TaskChanged(id)));
        // It failed before it could be stopped: that is no reason to begin anew.
        tasks.finish(attempt, Claims.failure(Reason.EXIT_CODE), null);
        assertThat(tasks.get(id).state()).isEqualTo(TaskState.CANCELLED);
        assertThat(tasks.attempts(id)).hasSize(1);
        assertThat(tasks.cancelRequested(List.of(attempt))).isEmpty();
    }

    @Test
    void finishedTaskCannotBeCancelledNorASucceededOneRetried() {
        var id = task("");
        tasks.finish(claims.claim(id), Claims.success(), null);

        assertThat(api.post("/tasks/" + id + "/cancellation", "").status()).isEqualTo(409);
        assertThat(api.post("/tasks/" + id + "/retry", "").status()).isEqualTo(409);
        var missing = UUID.randomUUID();
        assertThat(api.post("/tasks/" + missing + "/cancellation", "").status()).isEqualTo(404);
        assertThat(api.post("/tasks/" + missing + "/retry", "").status()).isEqualTo(404);
    }

    @Test
    void retryByHandBeginsAnewWithAllAttempts() {
        var id =
                task(
                        ", \"retry\": {\"maxAttempts\": 2, \"on\": [\"EXIT_CODE\"], \"backoff\": \"PT0S\"}");
        tasks.finish(claims.claim(id), Claims.failure(Reason.EXIT_CODE), null);
        tasks.finish(claims.claim(id), Claims.failure(Reason.EXIT_CODE), null);

        var answer = api.post("/tasks/" + id + "/retry", "");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("state")).isEqualTo("QUEUED");
        assertThat(answer.body().path("attempt").asInt()).isEqualTo(3);
        assertThat(answer.body().path("exitCode").isNull()).isTrue();
        assertThat(answer.body().path("finishedAt").isNull()).isTrue();
        assertThat(api.post("/tasks/" + id + "/retry", "").status()).isEqualTo(409);
        tasks.finish(claims.claim(id), Claims.failure(Reason.EXIT_CODE), null);
        assertThat(tasks.get(id).state()).isEqualTo(TaskState.QUEUED);
        assertThat(tasks.attempts(id)).hasSize(4);
    }

    @Test
    void cancelledTaskCanBeRetriedAndIsNotCancelledAnyMore() {
        var id = task("");
        tasks.finish(claimAndCancel(id), Claims.cancelled(), null);

        var retried = tasks.retry(id, "test");

        assertThat(retried.cancelRequestedAt()).isNull();
        var attempt = claims.claim(id);
        assertThat(tasks.cancelRequested(List.of(attempt))).isEmpty();
        assertThatThrownBy(() -> tasks.retry(id, "test")).isInstanceOf(Conflict.class);
    }

    @Test
    void resultThatPostgresCannotHoldDoesNotKeepTheTaskFromEnding() {
        var id = task("");
        var attempt = claims.claim(id);
        var result = Json.mapper().readTree("{\"a\": \"x\\u0000y\"}");

        assertThat(
                        tasks.finish(
                                attempt,
                                new Ending(
                                        TaskState.SUCCEEDED, null, "nul \0", 0, result, Usage.NONE),
                                null))
                .isTrue();

        assertThat(tasks.get(id).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(tasks.get(id).result()).isNull();
        assertThat(tasks.get(id).detail()).contains("The result was dropped");
    }

    @Test
    void workerGetsEverythingForItsAttemptAlone() {
        var id = task(", \"files\": [{\"path\": \"a\", \"content\": \"x\"}]");
        var attempt = claims.claim(id);
        var sandbox = UUID.randomUUID();

        assertThat(tasks.assignSandbox(attempt, sandbox, "docker", "busybox@sha256:0", true, null))
                .isTrue();
        var assignment = tasks.assignment(attempt, Claims.NODE).orElseThrow();

        assertThat(assignment.attempt().sandbox()).isEqualTo(sandbox);
        assertThat(assignment.task().id()).isEqualTo(id);
        assertThat(assignment.files()).hasSize(1);
        assertThat(assignment.spec().prompt()).isEqualTo("x");
        assertThat(tasks.assignment(attempt, UUID.randomUUID())).isEmpty();
        assertThat(tasks.runningOn(Claims.NODE)).extracting(Attempt::id).contains(attempt);
    }

    private AttemptId claimAndCancel(TaskId id) {
        var attempt = claims.claim(id);
        tasks.cancel(id, "test");
        return attempt;
    }
}
