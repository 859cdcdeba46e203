package ai.openclaw.notify;

import ai.openclaw.base.Caller;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Standing webhooks over REST.
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {

    private final Webhooks webhooks;
    private final Deliveries deliveries;

    WebhookController(Webhooks webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    /// @param secret in this answer and never again
    record MadeWebhook(Webhook webhook, String secret) {

        /// Without the secret.
        @Override
        public String toString() {
            return "MadeWebhook[" + webhook.id() + "]";
        }
    }

    /// @param madeAt null until the first callback is sent
    record CallbackSecret(@Nullable Instant madeAt) {}

    /// @param secret in this answer and never again
    record MadeSecret(String secret) {

        /// Without the secret.
        @Override
        public String toString() {
            return "MadeSecret";
        }
    }

    /// @param delivery its id; `GET /deliveries/{id}` says what became of it
    record Test(UUID delivery) {}

    /// All of them are one page.
    @GetMapping
    Page<Webhook> list() {
        return new Page<>(webhooks.list(), null);
    }

    @GetMapping("/{id}")
    Webhook get(@PathVariable UUID id) {
        return webhooks.get(id);
    }

    /// The secret is in this answer and never again.
    @PostMapping
    ResponseEntity<MadeWebhook> create(@RequestBody WebhookRequest wanted, Principal who) {
        var made = webhooks.create(wanted, Caller.name(who));
        return ResponseEntity.created(URI.create("/api/v1/webhooks/" + made.it().id()))
                .body(new MadeWebhook(made.it(), made.secret()));
    }

    @PutMapping("/{id}")
    Webhook change(@PathVariable UUID id, @RequestBody WebhookRequest wanted, Principal who) {
        return webhooks.change(id, wanted, Caller.name(who));
    }

    /// With its deliveries, the outstanding ones too.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Principal who) {
        webhooks.remove(id, Caller.name(who));
    }

    /// A new secret; the one before it signs along for a day.
    @PostMapping("/{id}/secret")
    MadeWebhook renewSecret(@PathVariable UUID id, Principal who) {
        var made = webhooks.renewSecret(id, Caller.name(who));
        return new MadeWebhook(made.it(), made.secret());
    }

    /// Sends an event `webhook.test`.
    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Test test(@PathVariable UUID id, Principal who) {
        return new Test(webhooks.test(id, Caller.name(who)));
    }

    @GetMapping("/{id}/deliveries")
    Page<Delivery> deliveries(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return deliveries.ofWebhook(webhooks.get(id).id(), PageRequest.of(limit, cursor, 1));
    }

    /// What signs the callbacks of tasks, without the secret itself.
    @GetMapping("/callback-secret")
    CallbackSecret callbackSecret() {
        return new CallbackSecret(webhooks.callbackSecretMadeAt().orElse(null));
    }

    /// A new secret for the callbacks of tasks; the one before it signs along for a day.
    @PostMapping("/callback-secret")
    MadeSecret renewCallbackSecret(Principal who) {
        return new MadeSecret(webhooks.renewCallbackSecret(Caller.name(who)));
    }
}
