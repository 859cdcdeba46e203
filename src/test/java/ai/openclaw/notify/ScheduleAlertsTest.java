package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Json;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.schedule.OnMissed;
import ai.openclaw.schedule.Policy;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.Schedules;
import ai.openclaw.schedule.Timing;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.worker.TestGateway;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From what goes wrong with a schedule to the receiver, through a whole gateway by its own clock.
class ScheduleAlertsTest {

    @TempDir Path home;

    private final TestPostgres.Database database = TestPostgres.freshDatabase();

    @Test
    void failedAndMissedRunsAndThePauseThatFollowsReachTheWebhook() throws Exception {
        try (var receiver = new Receiver();
                var gateway =
                        new TestGateway(
                                database, home, 2, "--openclaw.webhooks.allow=127.0.0.1/32")) {
            gateway.engine.runs(_ -> 1);
            var made =
                    gateway.context
                            .getBean(Webhooks.class)
                            .create(
                                    new WebhookRequest(
                                            receiver.url("/alerts"),
                                            null,
                                            List.of(
                                                    "schedule.failed",
                                                    "schedule.paused",
                                                    "schedule.missed"),
                                            true),
                                    "mara");
            var schedules = gateway.context.getBean(Schedules.class);
            put(
                    schedules,
                    "broken",
                    new Timing(null, null, Duration.ofSeconds(1), null, null, null, null));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !told(receiver, "schedule.paused").isEmpty());
            var failed = told(receiver, "schedule.failed");
            assertThat(failed).hasSizeGreaterThanOrEqualTo(2);
            assertThat(failed)
                    .extracting(it -> it.path("schedule").asString())
                    .containsOnly("broken");
            assertThat(failed)
                    .allSatisfy(it -> assertThat(it.path("task").asString()).isNotEmpty());
            assertThat(told(receiver, "schedule.paused"))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.path("schedule").asString()).isEqualTo("broken");
                        assertThat(it.path("detail").asString()).startsWith("2 failures in a row");
                    });

            // Far from now, so that none of them is on time.
            int noon = OffsetDateTime.now(ZoneOffset.UTC).plusHours(12).getHour();
            put(
                    schedules,
                    "late",
                    new Timing("0 " + noon + " * * *", null, null, null, null, null, null));
            // As if no gateway had run for three days.
            database.jdbc()
                    .sql(
                            """
                            update schedule set next_due = next_due - interval '3 days',
                              fire_at = fire_at - interval '3 days'
                            where name = 'late'
                            """)
                    .update();
            database.jdbc().sql("select pg_notify('openclaw_schedule', '')").query().listOfRows();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !told(receiver, "schedule.missed").isEmpty());
            assertThat(told(receiver, "schedule.missed"))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.path("schedule").asString()).isEqualTo("late");
                        assertThat(it.path("count").asInt()).isEqualTo(3);
                        assertThat(it.path("detail").asString()).contains("onMissed is skip");
                    });
            for (var got : receiver.got) {
                new Webhook(made.secret())
                        .verify(got.body(), HttpHeaders.of(got.headers(), (_, _) -> true));
            }
        }
    }

    private static void put(Schedules schedules, String name, Timing timing) {
        var spec =
                new ScheduleSpec(
                        null,
                        timing,
                        new Policy(OnMissed.SKIP, null, null, null, 2),
                        new TaskRequest(
                                "shell", "false", null, null, null, null, null, null, null, null,
                                null, null, null, null, null));
        var _ = schedules.put(name, spec, null, null, "mara");
    }

    private static List<JsonNode> told(Receiver receiver, String type) {
        return receiver.got.stream()
                .map(it -> Json.mapper().readTree(it.body()))
                .filter(it -> it.path("type").asString().equals(type))
                .map(it -> it.path("data"))
                .toList();
    }
}
