package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TaskSlice
class TaskApiTest {

    @Autowired Api api;
    @Autowired Tasks tasks;
    @Autowired TaskSlice.Queue queue;

    @Test
    void acceptedTaskIsDurableQueuedAndShownWithoutItsEnvironment() {
        var answer =
                api.post(
                        "/tasks",
                        """
                        {"agent": "shell", "prompt": "echo hi", "env": {"KEY": "hidden"},
                         "labels": {"team": "web"}, "priority": 7,
                         "limits": {"memory": "64m"}, "timeout": "PT1M"}
                        """);

        assertThat(answer.status()).isEqualTo(202);
        var id = new TaskId(UUID.fromString(answer.text("id")));
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/tasks/" + id);
        assertThat(api.get("/tasks/" + id).body()).isEqualTo(answer.body());
        assertThat(answer.body().toString()).doesNotContain("hidden");
        assertThat(answer.body().propertyNames())
                .containsExactly(
                        "id",
                        "agent",
                        "agentVersion",
                        "state",
                        "reason",
                        "detail",
                        "exitCode",
                        "result",
                        "attempt",
                        "maxAttempts",
                        "prompt",
                        "command",
                        "labels",
                        "priority",
                        "parent",
                        "schedule",
                        "createdAt",
                        "runAt",
                        "startedAt",
                        "finishedAt",
                        "usage",
                        "attempts",
                        "links");
        assertThat(answer.text("state")).isEqualTo("QUEUED");
        assertThat(answer.text("createdAt")).endsWith("Z");
        assertThat(answer.body().at("/attempts/0/state").asString()).isEqualTo("QUEUED");
        assertThat(answer.body().at("/usage/usd").isNumber()).isTrue();
        assertThat(queue.attempts).contains(tasks.attempts(id).getFirst().id());
        assertThat(queue.story(id)).containsExactly("task.queued");

        var spec = tasks.spec(id);
        assertThat(spec.limits().memory()).hasToString("64m");
        assertThat(spec.limits().disk()).hasToString("1g");
        assertThat(spec.timeout()).hasToString("PT1M");
        assertThat(spec.env()).containsEntry("KEY", "hidden");
    }

    @Test
    void whatIsAskedBeyondTheAgentsCeilingsIsRefusedByName() {
        var answer =
                api.post(
                        "/tasks",
                        """
                        {"agent": "shell", "prompt": "true", "timeout": "PT31M",
                         "limits": {"memory": "513m", "cpus": 1.5, "pids": 257}}
                        """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields())
                .containsExactlyInAnyOrder(
                        "limits.memory", "limits.cpus", "limits.pids", "timeout");
        assertThat(answer.body().toString()).contains("at most 512m");
    }

    @Test
    void agentsCommandTakesThePromptAsOneArgument() {
        api.put("/agents/echo", "{\"command\": [\"echo\", \"-n\", \"<{{prompt}}>\"]}");

        var answer = api.post("/tasks", "{\"agent\": \"echo\", \"prompt\": \"a $(b) \\\"c\\\"\"}");

        var id = new TaskId(UUID.fromString(answer.text("id")));
        assertThat(tasks.spec(id).command()).containsExactly("echo", "-n", "<a $(b) \"c\">");
    }

    @Test
    void longScriptForTheShellAgentIsFine() {
        var answer =
                api.post(
                        "/tasks",
                        "{\"agent\": \"shell\", \"prompt\": \"" + "# long ".repeat(60_000) + "\"}");

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void batchIsAllOrNone() {
        var good = "{\"agent\": \"shell\", \"prompt\": \"batch-word\"}";
        var bad = "{\"agent\": \"shell\", \"prompt\": \"x\", \"limits\": {\"memory\": \"1t\"}}";
        var nulls = "{\"command\": [\"a\", null], \"env\": {\"K\": null}}";

        var refused =
                api.post("/tasks/batch", "{\"tasks\": [%s, %s, %s]}".formatted(good, bad, nulls));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.fields())
                .containsExactlyInAnyOrder(
                        "tasks[1].limits.memory", "tasks[2].command[1]", "tasks[2].env.K");
        assertThat(api.get("/tasks?q=batch-word").body().path("items")).isEmpty();

        var many = String.join(",", java.util.Collections.nCopies(1000, good));
        var accepted = api.post("/tasks/batch", "{\"tasks\": [" + many + "]}");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.body().path("tasks")).hasSize(1000);
        assertThat(api.post("/tasks/batch", "{\"tasks\": [" + many + "," + good + "]}").fields())
                .containsExactly("tasks");
    }

    @Test
    void copyKeepsSpecLabelsAndFiles() {
        var original =
                api.post(
                        "/tasks",
                        """
                        {"agent": "shell", "prompt": "cat in/a.txt", "labels": {"k": "copy"},
                         "files": [{"path": "in/a.txt", "content": "aGk=", "encoding": "base64"}]}
                        """);

        var copy = api.post("/tasks/" + original.text("id") + "/copy", "");

        assertThat(copy.status()).isEqualTo(202);
        assertThat(copy.text("id")).isNotEqualTo(original.text("id"));
        assertThat(copy.body().path("labels")).isEqualTo(original.body().path("labels"));
        var one = new TaskId(UUID.fromString(original.text("id")));
        var two = new TaskId(UUID.fromString(copy.text("id")));
        assertThat(tasks.files(two)).isEqualTo(tasks.files(one)).hasSize(1);
        assertThat(tasks.spec(two)).isEqualTo(tasks.spec(one));
        assertThat(queue.attempts).contains(tasks.attempts(two).getFirst().id());
        assertThat(api.get("/tasks?label=k:copy").body().path("items")).hasSize(2);
        assertThat(api.post("/tasks/" + UUID.randomUUID() + "/copy", "").status()).isEqualTo(404);
    }
}
