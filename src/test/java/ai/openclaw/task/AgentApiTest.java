package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Here and not in the agents' own room, because a task is what shows which version it keeps.
@TaskSlice
class AgentApiTest {

    @Autowired Api api;

    @Test
    void builtInAgentsAreThereAndStay() {
        assertThat(api.get("/agents").body().path("items").findValuesAsString("name"))
                .contains("default", "shell")
                .isSorted();
        assertThat(api.delete("/agents/shell").status()).isEqualTo(409);
        assertThat(api.get("/agents/shell").body().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void everyChangeIsAVersionAndAnEqualSpecIsNone() {
        var first =
                api.put("/agents/versioned", "{\"command\": [\"true\"], \"timeout\": \"PT1M\"}");
        var same =
                api.put("/agents/versioned", "{\"timeout\": \"PT60S\", \"command\": [\"true\"]}");
        var second = api.put("/agents/versioned", "{\"command\": [\"false\"]}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(same.body()).isEqualTo(first.body());
        assertThat(second.body().path("version").asInt()).isEqualTo(2);
        assertThat(api.get("/agents/versioned").body()).isEqualTo(second.body());
        assertThat(api.get("/agents/versioned?version=1").body()).isEqualTo(first.body());
        assertThat(api.get("/agents/versioned?version=3").status()).isEqualTo(404);
    }

    @Test
    void answerCanBeChangedAndSentBackUnlessSomebodyWasFaster() {
        var seen = api.put("/agents/edited", "{\"command\": [\"true\"]}");
        var changed = seen.body().toString().replace("true", "false");

        assertThat(api.put("/agents/edited", changed).body().path("version").asInt()).isEqualTo(2);
        assertThat(api.put("/agents/edited", changed).status()).isEqualTo(409);
        assertThat(api.put("/agents/other", changed).fields()).containsExactly("name");
    }

    @Test
    void deletedAgentIsGoneForNewTasksAndItsVersionsStay() {
        api.put("/agents/leaving", "{\"command\": [\"true\"]}");
        var task = api.post("/tasks", "{\"agent\": \"leaving\", \"prompt\": \"x\"}");

        assertThat(api.delete("/agents/leaving").status()).isEqualTo(204);

        assertThat(api.delete("/agents/leaving").status()).isEqualTo(404);
        assertThat(api.get("/agents/leaving").status()).isEqualTo(404);
        assertThat(api.get("/agents/leaving?version=1").status()).isEqualTo(200);
        assertThat(api.post("/tasks", "{\"agent\": \"leaving\", \"prompt\": \"x\"}").fields())
                .containsExactly("agent");
        assertThat(api.post("/tasks/" + task.text("id") + "/copy", "").status()).isEqualTo(202);
        assertThat(api.put("/agents/leaving", "{}").body().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void pauseIsNoVersionStaysOverAChangeAndEndsByResume() {
        api.put("/agents/resting", "{\"command\": [\"true\"]}");

        var paused = api.post("/agents/resting/pause", "");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.body().path("version").asInt()).isEqualTo(1);
        assertThat(paused.text("pausedBy")).isEqualTo("somebody");
        assertThat(api.post("/agents/resting/pause", "").body()).isEqualTo(paused.body());
        assertThat(api.delete("/agents/resting").status()).isEqualTo(409);
        var changed = api.put("/agents/resting", paused.body().toString().replace("true", "false"));
        assertThat(changed.body().path("version").asInt()).isEqualTo(2);
        assertThat(changed.text("pausedAt")).isEqualTo(paused.text("pausedAt"));
        assertThat(api.post("/tasks", "{\"agent\": \"resting\", \"prompt\": \"x\"}").status())
                .isEqualTo(202);

        var resumed = api.post("/agents/resting/resume", "");
        assertThat(resumed.body().path("pausedAt").isNull()).isTrue();
        assertThat(api.post("/agents/resting/resume", "").body()).isEqualTo(resumed.body());
        assertThat(api.delete("/agents/resting").status()).isEqualTo(204);
        assertThat(api.post("/agents/resting/pause", "").status()).isEqualTo(404);
        assertThat(api.post("/agents/resting/resume", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image | 'Not An Image'",
                "image | 'a:b:c'",
                "limits.memory | 5m",
                "limits.cpus | 0.001",
                "limits.pids | 0",
                "timeout | PT0.5S",
                "timeout | P8D",
                "allow | example.org",
                "runtime | '../runc'",
                "concurrency | 0",
                "warm | -1",
                "retry.maxAttempts | 0",
                "retry.on | NONSENSE",
                "budget.usd | -1",
                "env.1BAD | x",
                "env.OPENCLAW_TASK_ID | x",
                "secrets | ../KEY",
                "nonsense | 1",
                "network | everything",
            })
    void badFieldIsRefusedByName(String field, String value) {
        boolean number = value.matches("-?[0-9.]+");
        String json = number ? value : "\"" + value + "\"";
        if (field.equals("allow") || field.equals("secrets") || field.equals("retry.on")) {
            json = "[" + json + "]";
        }
        String[] path = field.split("\\.", -1);
        for (int i = path.length - 1; i >= 0; i--) {
            json = "{\"" + path[i] + "\": " + json + "}";
        }

        var answer = api.put("/agents/bad", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).singleElement().asString().startsWith(field);
        assertThat(api.get("/agents/bad").status()).isEqualTo(404);
    }

    @Test
    void badNameIsRefused() {
        assertThat(api.put("/agents/Bad_Name", "{}").fields()).containsExactly("name");
        assertThat(api.put("/agents/-a", "{}").fields()).containsExactly("name");
        assertThat(api.put("/agents/" + "a".repeat(64), "{}").fields()).containsExactly("name");
    }
}
