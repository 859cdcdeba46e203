package ai.openclaw.budget;

import org.jspecify.annotations.Nullable;

/// How a call ended.
///
/// @param provider who answered; null if nobody did
/// @param status the provider's; null if nobody answered
/// @param firstByteMillis null if there was none
public record CallEnd(
        Outcome outcome,
        @Nullable String provider,
        @Nullable String model,
        @Nullable Integer status,
        @Nullable Integer firstByteMillis,
        int totalMillis,
        Tokens tokens) {

    /// In one word.
    public enum Outcome {
        /// The provider's answer went through to its end.
        DONE,
        /// Nobody gave a good answer.
        FAILED,
        /// It was broken off in the middle.
        CUT
    }
}
