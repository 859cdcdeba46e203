package ai.openclaw.dashboard;

import ai.openclaw.base.Caller;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.PageRequest;
import ai.openclaw.notify.Deliveries;
import ai.openclaw.notify.EventType;
import ai.openclaw.notify.WebhookRequest;
import ai.openclaw.notify.Webhooks;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// Webhooks, and what became of their deliveries.
@Controller
@RequestMapping("/webhooks")
class WebhookPages {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Clock clock;

    WebhookPages(Webhooks webhooks, Deliveries deliveries, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        return list(model, new Form("", "", ""), null, null);
    }

    /// What was typed.
    ///
    /// @param events names with commas between; empty for all
    record Form(String url, String events, String description) {

        WebhookRequest request() {
            return new WebhookRequest(url, description, names(), true);
        }

        private @Nullable List<@Nullable String> names() {
            List<@Nullable String> names =
                    Stream.of(events.split("[,\\s]+"))
                            .filter(it -> !it.isEmpty())
                            .<@Nullable String>map(it -> it)
                            .toList();
            return names.isEmpty() ? null : names;
        }
    }

    /// The secret is on the page that answers, and nowhere else.
    @PostMapping
    String add(
            @RequestParam String url,
            @RequestParam(defaultValue = "") String events,
            @RequestParam(defaultValue = "") String description,
            Principal who,
            Model model) {
        var form = new Form(url.strip(), events, description.strip());
        try {
            var made = webhooks.create(form.request(), Caller.name(who));
            return list(model, new Form("", "", ""), made.secret(), null);
        } catch (InvalidRequest | Conflict e) {
            return list(model, form, null, e.getMessage());
        }
    }

    /// Likewise.
    @PostMapping("/callback-secret")
    String renewCallbackSecret(Principal who, Model model) {
        String secret = webhooks.renewCallbackSecret(Caller.name(who));
        return list(model, new Form("", "", ""), secret, null);
    }

    @GetMapping("/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var now = clock.instant();
        var page = deliveries.ofWebhook(id, PageRequest.of(null, cursor, 1));
        model.addAttribute("webhook", WebhookRow.of(webhooks.get(id), now));
        model.addAttribute(
                "rows", page.items().stream().map(it -> DeliveryRow.of(it, now)).toList());
        model.addAttribute("next", page.next());
        return "webhook";
    }

    @PostMapping("/{id}/test")
    RedirectView test(@PathVariable UUID id, Principal who) {
        webhooks.test(id, Caller.name(who));
        return SeeOther.at("/webhooks/" + id);
    }

    @PostMapping("/{id}/removal")
    RedirectView remove(@PathVariable UUID id, Principal who) {
        webhooks.remove(id, Caller.name(who));
        return SeeOther.at("/webhooks");
    }

    @PostMapping("/{id}/redelivery")
    RedirectView redeliver(@PathVariable UUID id, @RequestParam UUID delivery) {
        deliveries.again(delivery);
        return SeeOther.at("/webhooks/" + id);
    }

    private String list(Model model, Form form, @Nullable String secret, @Nullable String refusal) {
        var now = clock.instant();
        model.addAttribute(
                "rows", webhooks.list().stream().map(it -> WebhookRow.of(it, now)).toList());
        model.addAttribute("form", form);
        model.addAttribute("secret", secret);
        model.addAttribute("refusal", refusal);
        model.addAttribute("events", EventType.names());
        model.addAttribute(
                "callbackSecret",
                webhooks.callbackSecretMadeAt().map(it -> Moment.of(it, now)).orElse(null));
        return "webhooks";
    }
}
