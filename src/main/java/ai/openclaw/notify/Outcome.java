package ai.openclaw.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one attempt to deliver.
sealed interface Outcome {

    /// The receiver answered.
    ///
    /// @param beginning of the answer, printable
    /// @param retryAfter what it asked for, or null
    record Answered(int status, String beginning, @Nullable Duration retryAfter)
            implements Outcome {}

    /// There was no answer.
    ///
    /// @param error why, in words
    record Failed(String error) implements Outcome {}

    /// There is no use in another attempt.
    record Pointless(String error) implements Outcome {}

    default boolean delivered() {
        return this instanceof Answered(int status, _, _) && status >= 200 && status < 300;
    }
}
