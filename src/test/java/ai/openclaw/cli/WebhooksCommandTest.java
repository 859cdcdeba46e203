package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhooksCommandTest extends CommandTest {

    @Test
    void addsOneAndShowsItsSecretOnce() {
        gateway.on(
                "POST /api/v1/webhooks",
                201,
                """
                {"webhook": {"id": "w1"}, "secret": "whsec_abc"}
                """);
        var done = gateway.run("webhooks", "add", "https://x.test/h", "--event", "task.failed");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("w1", "whsec_abc");
        assertThat(gateway.last().text())
                .isEqualTo("{\"url\":\"https://x.test/h\",\"events\":[\"task.failed\"]}");
    }

    @Test
    void listsWebhooksAndWhatBecameOfDeliveries() {
        gateway.on(
                "GET /api/v1/webhooks",
                200,
                """
                {"items": [{"id": "w1", "url": "https://x.test/h", "enabled": false,
                  "events": ["task.failed", "schedule.missed"],
                  "createdAt": "2026-01-01T00:00:00Z"}], "next": null}
                """);
        gateway.on(
                "GET /api/v1/webhooks/w1/deliveries",
                200,
                """
                {"items": [
                  {"id": "d2", "state": "PENDING", "type": "task.failed",
                   "createdAt": "2026-01-01T00:00:00Z",
                   "attempts": [{"number": 1, "millis": 5, "status": null, "error": "TLS: no"}]},
                  {"id": "d1", "state": "DELIVERED", "type": "webhook.test",
                   "createdAt": "2026-01-01T00:00:00Z",
                   "attempts": [{"number": 1, "millis": 12, "status": 204, "error": null}]}],
                 "next": null}
                """);
        assertThat(gateway.run("webhooks", "list").out())
                .contains("w1", "off", "task.failed,schedule.missed", "https://x.test/h");
        assertThat(gateway.run("webhooks", "deliveries", "w1").out())
                .contains("PENDING", "TLS: no", "204 in 12 ms");
    }

    @Test
    void removesTestsAndRenewsSecrets() {
        gateway.on("DELETE /api/v1/webhooks/w1", 204, "");
        gateway.on("POST /api/v1/webhooks/w1/test", 202, "{\"delivery\": \"d1\"}");
        gateway.on("POST /api/v1/webhooks/callback-secret", 200, "{\"secret\": \"whsec_c\"}");
        assertThat(gateway.run("webhooks", "test", "w1").err()).contains("On its way");
        assertThat(gateway.run("webhooks", "secret").out()).contains("whsec_c");
        assertThat(gateway.run("webhooks", "rm", "w1").code()).isZero();
        assertThat(gateway.run("webhooks").code()).isEqualTo(2);
    }
}
