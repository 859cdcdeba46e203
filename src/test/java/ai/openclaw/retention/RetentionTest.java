package ai.openclaw.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Expiring;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.TaskState;
import ai.openclaw.worker.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    @TempDir Path home;

    private final Database database = TestPostgres.freshDatabase();

    @Test
    void eachKindGoesWhenItIsOldEnoughAndWhatGoesWasShownBefore() {
        OldTasks.add(database, 100, 130, 2);
        var middle = OldTasks.add(database, 40, 60, 2);
        var young = OldTasks.add(database, 1, 5, 2);
        try (var gateway = new TestGateway(database, home.resolve("h"), 2)) {
            var retention = gateway.context.getBean(Retention.class);
            // It waits two minutes after the start; until then only this test runs it.
            assertThat(due(retention, "tasks").count()).isEqualTo(130);
            assertThat(due(retention, "logs").count()).isEqualTo(190);
            assertThat(due(retention, "logs").bytes()).isEqualTo(190 * 6);
            assertThat(due(retention, "artifacts").count()).isEqualTo(190);

            retention.run();

            assertThat(count("task")).isEqualTo(65);
            for (String table :
                    new String[] {
                        "attempt", "task_label", "task_text", "idempotency_key", "log_head"
                    }) {
                assertThat(count(table)).as(table).isEqualTo(65);
            }
            assertThat(count("artifact")).isEqualTo(5);
            assertThat(count("log_chunk where removed_lines is null")).isEqualTo(10);
            assertThat(gateway.log(middle.getFirst()))
                    .containsExactly(
                            "The log of attempt 1, 6 lines, was removed: logs are kept for"
                                    + " PT720H.");
            assertThat(gateway.log(young.getFirst())).hasSize(6);
            for (String kind : new String[] {"tasks", "logs", "artifacts"}) {
                assertThat(due(retention, kind).count()).as(kind).isZero();
            }
            var tasks =
                    retention.look().stream()
                            .filter(it -> it.kind().equals("tasks"))
                            .findFirst()
                            .orElseThrow();
            assertThat(Objects.requireNonNull(tasks.lastRun()).removed()).isEqualTo(130);
            assertThat(tasks.lastRun().failure()).isNull();
        }
    }

    @Test
    void queueGoesOnWhileMuchIsRemoved() throws Exception {
        OldTasks.add(database, 40, 40, 500);
        try (var gateway = new TestGateway(database, home.resolve("h"), 2)) {
            gateway.engine.runs(_ -> 0);
            var retention = gateway.context.getBean(Retention.class);
            var run = Thread.ofVirtual().start(retention::run);
            int done = 0;
            while (run.isAlive()) {
                var task = gateway.run("{\"agent\": \"shell\", \"command\": [\"x\"]}");
                assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
                done++;
            }
            run.join();
            assertThat(done).isPositive();
            assertThat(count("log_chunk where removed_lines is null and bytes > 0")).isZero();
            assertThat(count("log_chunk where removed_lines = 1500")).isEqualTo(40);
        }
    }

    @Test
    void oneNodeAtATimeRemovesAKind() {
        OldTasks.add(database, 100, 5, 1);
        try (var gateway = new TestGateway(database, home.resolve("h"), 2)) {
            var retention = gateway.context.getBean(Retention.class);
            database.transactions()
                    .executeWithoutResult(_ -> {
                        for (String kind : new String[] {"tasks", "logs"}) {
                            database.jdbc()
                                    .sql(
                                            "select pg_advisory_xact_lock(hashtextextended("
                                                    + "'openclaw retention of ' || ?, 0))")
                                    .param(kind)
                                    .query((_, _) -> 1)
                                    .list();
                        }
                        retention.run();
                        assertThat(count("task")).isEqualTo(5);
                    });
            retention.wish();
            await().atMost(Duration.ofSeconds(20)).until(() -> count("task") == 0);
            await().until(() -> count("attempt") + count("log_chunk") + count("timeline") == 0);
        }
    }

    @Test
    void slipOfThePenIsRefused() {
        assertThatThrownBy(() -> settings("P0D1")).hasMessageContaining("P30D");
        assertThatThrownBy(() -> settings("PT5M")).hasMessageContaining("an hour or more");
        assertThat(settings("0").keep("logs")).isNull();
        assertThat(settings("P1D").keep("logs")).isEqualTo(Duration.ofDays(1));
    }

    private static RetentionSettings settings(String logs) {
        return new RetentionSettings(
                logs, "0", "0", "0", "0", "0", "0", "0", "0", Duration.ofMinutes(10));
    }

    private static Expiring.Due due(Retention retention, String kind) {
        return retention.look().stream()
                .filter(it -> it.kind().equals(kind))
                .map(it -> Objects.requireNonNull(it.due()))
                .findFirst()
                .orElseThrow();
    }

    private int count(String from) {
        return database.jdbc().sql("select count(*) from " + from).query(Integer.class).single();
    }
}
