package ai.openclaw.dashboard;

import ai.openclaw.notify.Webhook;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A webhook in the list.
///
/// @param icon state whose icon and colour it has
/// @param note why it is off, where the gateway switched it off
record WebhookRow(
        String id,
        String icon,
        String word,
        String url,
        String description,
        String events,
        @Nullable String note,
        Moment created) {

    static WebhookRow of(Webhook it, Instant now) {
        return new WebhookRow(
                it.id().toString(),
                it.enabled() ? "SUCCEEDED" : "CANCELLED",
                it.enabled() ? "On" : "Off",
                it.url(),
                it.description(),
                it.events().contains("*") ? "all events" : String.join(", ", it.events()),
                it.disabledBecause(),
                Moment.of(it.createdAt(), now));
    }
}
