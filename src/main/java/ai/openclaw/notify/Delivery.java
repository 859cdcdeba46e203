package ai.openclaw.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event on its way to one receiver.
///
/// @param message the `webhook-id` header, the same for all deliveries of an event
/// @param webhook null for the callback of a task
/// @param task null for what is not about one
/// @param type such as `task.failed`
/// @param to scheme, host and port of the receiver; the rest of its address may be secret
/// @param nextAttemptAt null if none is planned, or one is under way
/// @param attempts oldest first
public record Delivery(
        UUID id,
        String message,
        @Nullable UUID webhook,
        @Nullable UUID task,
        String type,
        String to,
        State state,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt,
        List<Attempt> attempts) {

    /// Where it stands.
    public enum State {
        PENDING,
        DELIVERED,
        /// Not delivered within a day, or refused for good.
        GIVEN_UP
    }

    /// One try.
    ///
    /// @param millis how long it took; null while it is under way
    /// @param status HTTP status; null if there was no answer
    /// @param answer its beginning, printable, at most 1,024 characters
    /// @param error why there was no answer
    public record Attempt(
            int number,
            Instant at,
            @Nullable Integer millis,
            @Nullable Integer status,
            @Nullable String answer,
            @Nullable String error) {}
}
