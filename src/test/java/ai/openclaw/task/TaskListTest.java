package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TaskSlice
class TaskListTest {

    @Autowired Api api;
    @Autowired Tasks tasks;
    @Autowired Claims claims;
    @Autowired TaskSweep sweep;
    @Autowired JdbcClient jdbc;
    String run = "";

    @BeforeEach
    void label() {
        run = "run:" + UUID.randomUUID();
    }

    private String task(String prompt, String more) {
        var answer =
                api.post(
                        "/tasks",
                        """
                        {"agent": "shell", "prompt": "%s", "labels": {"run": "%s"%s}}
                        """
                                .formatted(prompt, run.substring(4), more));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
        return answer.text("id");
    }

    private List<String> list(String query) {
        return api.get("/tasks?label=" + run + query).body().path("items").findValuesAsString("id");
    }

    @Test
    void newestComesFirstPageByPage() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(task("p" + i, ""));
        }

        var seen = new ArrayList<String>();
        String next = "";
        int pages = 0;
        do {
            var page = api.get("/tasks?limit=3&label=" + run + "&cursor=" + next).body();
            seen.addAll(page.path("items").findValuesAsString("id"));
            next = page.path("next").asString("");
            pages++;
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void filtersGoTogether() {
        String queued = task("one", "");
        String failed = task("two", ", \"colour\": \"red\"");
        String succeeded = task("three", ", \"colour\": \"red\"");
        tasks.finish(claims.claim(id(failed)), Claims.failure(Reason.TIMEOUT), null);
        tasks.finish(claims.claim(id(succeeded)), Claims.success(), null);

        assertThat(list("&state=QUEUED&state=FAILED")).containsExactly(failed, queued);
        assertThat(list("&state=SUCCEEDED")).containsExactly(succeeded);
        assertThat(list("&reason=TIMEOUT")).containsExactly(failed);
        assertThat(list("&label=colour:red")).containsExactly(succeeded, failed);
        assertThat(list("&label=colour:red&state=FAILED")).containsExactly(failed);
        assertThat(list("&agent=shell&q=two")).containsExactly(failed);
        assertThat(list("&agent=default")).isEmpty();
        assertThat(list("&schedule=nightly")).isEmpty();
    }

    @Test
    void timesBoundTheList() {
        String early = task("early", "");
        var between = tasks.get(id(early)).createdAt().plusNanos(1_000);
        String late = task("late", "");

        assertThat(list("&from=" + between)).containsExactly(late);
        assertThat(list("&to=" + between)).containsExactly(early);
        assertThat(list("&from=" + Instant.EPOCH + "&to=2999-01-01T00:00:00Z")).hasSize(2);
    }

    @Test
    void searchFindsPartsOfWordsAndTakesEveryCharacterAsItself() {
        String percent = task("sale 100%_off today", "");
        String other = task("sale 100 percent off", "");

        assertThat(list("&q=SALE")).containsExactly(other, percent);
        assertThat(list("&q=100%25_off")).containsExactly(percent);
        assertThat(list("&q=colour")).isEmpty();
        assertThat(api.get("/tasks?q=" + run.substring(4)).body().path("items")).hasSize(2);
    }

    @Test
    void pageOfLongPromptsIsShorterAndSaysThatThereIsMore() {
        for (int i = 0; i < 6; i++) {
            task("x".repeat(900_000), "");
        }

        var page = api.get("/tasks?label=" + run).body();

        assertThat(page.path("items").size()).isBetween(1, 5);
        assertThat(page.path("next").isNull()).isFalse();
    }

    @Test
    void queuedTaskPastItsTimeEndsWithoutAnyWorker() {
        var answer =
                api.post(
                        "/tasks",
                        "{\"agent\": \"shell\", \"prompt\": \"x\", \"queueTtl\": \"PT1H\"}");
        var id = id(answer.text("id"));
        sweep.expireTasks();
        assertThat(tasks.get(id).state()).isEqualTo(TaskState.QUEUED);
        jdbc.sql("update task set expires_at = now() - interval '1 second' where id = :id")
                .param("id", id.value())
                .update();

        sweep.expireTasks();

        assertThat(tasks.get(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(tasks.get(id).reason()).isEqualTo(Reason.EXPIRED);
        assertThat(tasks.attempts(id).getFirst().reason()).isEqualTo(Reason.EXPIRED);
        assertThat(tasks.retry(id, "test").state()).isEqualTo(TaskState.QUEUED);
        sweep.expireTasks();
        assertThat(tasks.get(id).state()).isEqualTo(TaskState.QUEUED);
    }

    private static TaskId id(String text) {
        return new TaskId(UUID.fromString(text));
    }
}
