package ai.openclaw.log;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TimelineTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private static final HttpSlice http =
            HttpSlice.start(database, LogReader.class, Timeline.class, EventController.class);

    private final Timeline timeline = http.bean(Timeline.class);
    private final TaskRow task = TaskRow.running(database);

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void eventsComeBackInTheirOrder() {
        timeline.record(task.id(), null, "task.queued", Map.of());
        timeline.record(task.id(), 1, "sandbox.created", Map.of("engine", "docker", "n", 2));

        var events = timeline.list(task.id(), 0, 10);

        assertThat(events)
                .extracting(TimelineEvent::kind)
                .containsExactly("task.queued", "sandbox.created");
        assertThat(events.getFirst().attempt()).isNull();
        assertThat(events.getLast().attempt()).isEqualTo(1);
        assertThat(events.getLast().detail())
                .containsOnly(Map.entry("engine", "docker"), Map.entry("n", 2));
        assertThat(timeline.list(task.id(), events.getFirst().seq(), 10)).hasSize(1);
    }

    @Test
    void anyTextSurvivesAndNulBecomesVisible() {
        timeline.record(
                task.id(), 1, "agent.said", Map.of("a", "x\0y", "b", "\\u0000", "c", "\\\0🦞"));

        assertThat(timeline.list(task.id(), 0, 1).getFirst().detail())
                .containsOnly(
                        Map.entry("a", "x\u2400y"),
                        Map.entry("b", "\\u0000"),
                        Map.entry("c", "\\\u2400🦞"));
    }

    @Test
    void whatATaskSaysIsThereExactlyIfItHappened() {
        database.transactions()
                .executeWithoutResult(status -> {
                    http.publish(new TaskEvent(task.id(), 1, "task.lost", Map.of()));
                    status.setRollbackOnly();
                });
        database.transactions()
                .executeWithoutResult(
                        _ -> http.publish(new TaskEvent(task.id(), 1, "task.won", Map.of())));

        assertThat(timeline.list(task.id(), 0, 10))
                .extracting(TimelineEvent::kind)
                .containsExactly("task.won");
    }

    @Test
    void theListIsNewestFirstInPages() {
        for (int i = 0; i < 5; i++) {
            timeline.record(task.id(), 1, "kind" + i, Map.of());
        }

        var kinds = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            var page = page("?limit=2&cursor=" + cursor);
            page.get("items").forEach(e -> kinds.add(e.get("kind").asString()));
            assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
            cursor = page.get("next").isNull() ? null : page.get("next").asString();
        }

        assertThat(kinds).containsExactly("kind4", "kind3", "kind2", "kind1", "kind0");
        var event = page("").get("items").get(0);
        assertThat(event.propertyNames()).containsExactly("seq", "attempt", "at", "kind", "detail");
    }

    @Test
    void badParametersAreNamedAndAnUnknownTaskIsNotFound() {
        for (var field : List.of("limit", "cursor")) {
            var answer = http.get(path(task.id()) + "?" + field + "=nonsense");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        }
        assertThat(http.get(path(TaskId.next())).statusCode()).isEqualTo(404);
    }

    private JsonNode page(String query) {
        return JsonMapper.shared().readTree(http.get(path(task.id()) + query).body());
    }

    private static String path(TaskId task) {
        return "/api/v1/tasks/" + task + "/events";
    }
}
