package ai.openclaw.dashboard;

import ai.openclaw.notify.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delivery in the list.
///
/// @param icon state whose icon and colour it has
/// @param task what it tells of, or null
/// @param next when it is tried again, or null
record DeliveryRow(
        String id,
        String icon,
        String word,
        String type,
        @Nullable String task,
        Moment created,
        @Nullable String next,
        List<Try> tries) {

    /// One attempt.
    ///
    /// @param said status or error, and what came with it
    record Try(String at, String said) {}

    static DeliveryRow of(Delivery it, Instant now) {
        var next = it.nextAttemptAt();
        return new DeliveryRow(
                it.id().toString(),
                icon(it),
                word(it),
                it.type(),
                it.task() == null ? null : it.task().toString(),
                Moment.of(it.createdAt(), now),
                next == null ? null : "again at " + Shown.full(next),
                it.attempts().stream()
                        .map(one -> new Try(Shown.full(one.at()), said(one)))
                        .toList());
    }

    /// What became of it, for the page of its task.
    static String summary(Delivery it) {
        var attempts = it.attempts();
        var last = attempts.isEmpty() ? "" : ": " + said(attempts.getLast());
        return word(it) + last;
    }

    private static String icon(Delivery it) {
        return switch (it.state()) {
            case PENDING -> it.attempts().isEmpty() ? "QUEUED" : "RUNNING";
            case DELIVERED -> "SUCCEEDED";
            case GIVEN_UP -> "FAILED";
        };
    }

    private static String word(Delivery it) {
        return switch (it.state()) {
            case PENDING -> it.attempts().isEmpty() ? "Waiting" : "Trying";
            case DELIVERED -> "Delivered";
            case GIVEN_UP -> "Given up";
        };
    }

    private static String said(Delivery.Attempt it) {
        if (it.millis() == null) {
            return "no word yet";
        }
        String took = " in " + Shown.duration(Duration.ofMillis(it.millis()));
        if (it.status() == null) {
            return it.error() + took;
        }
        String answer = it.answer() == null ? "" : it.answer().strip();
        return it.status() + took + (answer.isEmpty() ? "" : " · " + Shown.cut(answer, 120));
    }
}
