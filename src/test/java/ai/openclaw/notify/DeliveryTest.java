package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Json;
import ai.openclaw.base.PageRequest;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.notify.Delivery.State;
import ai.openclaw.task.Task;
import ai.openclaw.worker.TestGateway;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// From the end of a task to the receiver, through a whole gateway.
class DeliveryTest {

    @TempDir static Path home;

    private static final Database database = TestPostgres.freshDatabase();
    private static TestGateway gateway;
    private static Webhooks webhooks;
    private static Deliveries deliveries;

    private Receiver receiver;

    @BeforeAll
    static void start() {
        gateway =
                new TestGateway(
                        database,
                        home.resolve("h"),
                        2,
                        "--openclaw.webhooks.allow=127.0.0.1/32,hooks.lan");
        webhooks = gateway.context.getBean(Webhooks.class);
        deliveries = gateway.context.getBean(Deliveries.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void leave() {
        webhooks.list().forEach(it -> webhooks.remove(it.id(), "test"));
        receiver.close();
    }

    @Test
    void endOfATaskReachesItsCallbackAndIsVerifiedByALibraryOfOthers() throws Exception {
        var secret = webhooks.renewCallbackSecret("mara");
        var later = webhooks.renewCallbackSecret("mara");
        gateway.engine.runs(_ -> 3);

        var task = run("/done?key=1", "\"prompt\": \"my secret plan\", \"labels\": {\"a\": \"b\"}");

        var got = got(1).getFirst();
        assertThat(got.path()).isEqualTo("/done?key=1");
        // The one before signs along for a day.
        for (var it : List.of(secret, later)) {
            new Webhook(it).verify(got.body(), headers(got));
        }
        assertThatThrownBy(() -> new Webhook(later).verify(got.body() + " ", headers(got)))
                .isInstanceOf(WebhookVerificationException.class);
        var body = Json.mapper().readTree(got.body());
        assertThat(body.path("type").asString()).isEqualTo("task.failed");
        JsonNode data = body.path("data");
        assertThat(data.path("id").asString()).isEqualTo(task.id().toString());
        assertThat(data.path("state").asString()).isEqualTo("FAILED");
        assertThat(data.path("exitCode").asInt()).isEqualTo(3);
        assertThat(data.path("attempts")).hasSize(1);
        assertThat(got.body()).doesNotContain("my secret plan", "key=1");

        var told = settled(task).getFirst();
        assertThat(told.state()).isEqualTo(State.DELIVERED);
        assertThat(told.message()).isEqualTo(got.header("webhook-id"));
        assertThat(told.to()).isEqualTo(receiver.url(""));
        assertThat(told.attempts())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.status()).isEqualTo(204);
                    assertThat(it.millis()).isNotNull();
                });
    }

    @Test
    void webhookGetsWhatItAskedForAndOneThatIsOffNothing() throws Exception {
        gateway.engine.runs(_ -> 0);
        var made = webhooks.create(request("/all", null, true), "mara");
        webhooks.create(request("/failures", List.of("task.failed"), true), "mara");
        webhooks.create(request("/off", null, false), "mara");

        var task = gateway.run("{\"agent\": \"shell\", \"command\": [\"x\"]}");

        var got = got(1).getFirst();
        assertThat(got.path()).isEqualTo("/all");
        new Webhook(made.secret()).verify(got.body(), headers(got));
        assertThat(got.body()).contains("\"task.succeeded\"");
        assertThat(settled(task)).hasSize(1);
        assertThat(
                        database.jdbc()
                                .sql("select encode(sealed, 'escape') from webhook_secret")
                                .query(String.class)
                                .list())
                .noneMatch(it -> it.contains("whsec"));
        assertThat(made.toString()).doesNotContain(made.secret());
    }

    @Test
    void failureIsTriedAgainUnderTheSameId() throws Exception {
        gateway.engine.runs(_ -> 0);
        receiver.answers.add(500);

        var task = run("/again", "\"command\": [\"x\"]");

        var got = got(2);
        assertThat(got.get(0).header("webhook-id")).isEqualTo(got.get(1).header("webhook-id"));
        assertThat(got.get(0).body()).isEqualTo(got.get(1).body());
        var told = settled(task).getFirst();
        assertThat(told.attempts()).extracting(Delivery.Attempt::status).containsExactly(500, 204);
        assertThat(told.attempts().getFirst().answer()).isEqualTo("answer \\u0000 of the receiver");
        deliveries.again(told.id());
        assertThat(got(3).get(2).header("webhook-id")).isEqualTo(told.message());
    }

    @Test
    void receiverThatIsGoneForGoodIsNotAskedAgain() {
        var made = webhooks.create(request("/gone", null, true), "mara");
        receiver.answers.add(410);
        var id = webhooks.test(made.it().id(), "mara");
        await().until(() -> deliveries.get(id).state() == State.GIVEN_UP);
        await().until(() -> !webhooks.get(made.it().id()).enabled());
        assertThat(webhooks.get(made.it().id()).disabledBecause()).contains("410");
    }

    @Test
    void privateAddressIsRefusedAndSaysSo() {
        gateway.engine.runs(_ -> 0);
        var task =
                gateway.run(
                        """
                        {"agent": "shell", "command": ["x"],
                         "callbackUrl": "http://127.0.0.2:%d/x"}
                        """
                                .formatted(receiver.port()));
        await().untilAsserted(() -> {
            var told = told(task).getFirst();
            assertThat(told.state()).isEqualTo(State.PENDING);
            assertThat(told.attempts()).isNotEmpty();
            assertThat(told.nextAttemptAt()).isNotNull();
            assertThat(told.attempts().getFirst().error()).contains("OPENCLAW_WEBHOOKS_ALLOW");
        });
    }

    @Test
    void whatAGatewayTookAndDroppedIsDeliveredByAnother() {
        var made = webhooks.create(request("/left", null, true), "mara");
        var outbox = new Outbox(database.jdbc());
        var payload = new Payloads.Payload(UUID.randomUUID(), EventType.WEBHOOK_TEST, "{}");
        var entry = Outbox.Entry.to(made.it().id(), payload);
        // Written and taken in one transaction, as if another gateway had been quicker, and ended.
        database.transactions()
                .executeWithoutResult(_ -> {
                    outbox.add(List.of(entry));
                    // Before whatever else is due.
                    database.jdbc()
                            .sql("update delivery set due_at = '2000-01-01' where id = ?")
                            .param(entry.id())
                            .update();
                    var taken = outbox.claim(List.of()).orElseThrow();
                    assertThat(taken.id()).isEqualTo(entry.id());
                });
        assertThat(deliveries.get(entry.id()).state()).isEqualTo(State.PENDING);
        assertThat(receiver.got).isEmpty();

        // As if the lease had passed.
        database.jdbc()
                .sql("update delivery set due_at = now() where id = ?")
                .param(entry.id())
                .update();
        database.jdbc().sql("select pg_notify('openclaw_delivery', '')").query().listOfRows();

        await().until(() -> deliveries.get(entry.id()).state() == State.DELIVERED);
        assertThat(deliveries.get(entry.id()).attempts())
                .extracting(Delivery.Attempt::status)
                .containsExactly(null, 204);
    }

    @Test
    void wordGoesOutOnlyWithItsTransaction() {
        webhooks.create(request("/alerts", List.of("schedule.missed"), true), "mara");
        var alerts = gateway.context.getBean(Alerts.class);
        assertThatThrownBy(() -> alerts.add(EventType.SCHEDULE_MISSED, Map.of()))
                .isInstanceOf(IllegalTransactionStateException.class);
        var transactions =
                new TransactionTemplate(gateway.context.getBean(PlatformTransactionManager.class));
        transactions.executeWithoutResult(status -> {
            alerts.add(EventType.SCHEDULE_MISSED, Map.of("schedule", "lost"));
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(
                _ -> alerts.add(EventType.SCHEDULE_MISSED, Map.of("schedule", "nightly")));
        assertThat(got(1).getFirst().body()).contains("nightly");
        assertThat(receiver.got).hasSize(1);
    }

    private Task run(String path, String fields) {
        return gateway.run(
                "{\"agent\": \"shell\", %s, \"callbackUrl\": \"%s\"}"
                        .formatted(fields, receiver.url(path)));
    }

    private WebhookRequest request(
            String path, @Nullable List<@Nullable String> events, boolean on) {
        return new WebhookRequest(receiver.url(path), null, events, on);
    }

    private List<Receiver.Got> got(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.got.size() >= count);
        return receiver.got;
    }

    private static List<Delivery> told(Task task) {
        return deliveries.ofTask(task.id(), PageRequest.of(null, null, 1)).items();
    }

    private static List<Delivery> settled(Task task) {
        await().until(() -> told(task).stream().allMatch(it -> it.state() == State.DELIVERED));
        return told(task);
    }

    private static HttpHeaders headers(Receiver.Got got) {
        return HttpHeaders.of(got.headers(), (_, _) -> true);
    }
}
