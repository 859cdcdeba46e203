package ai.openclaw.harness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A model call that brought no answer.
final class ModelFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean passing;
    private final transient @Nullable Duration wait;

    /// @param status of the answer; 0 if there was none
    /// @param passing whether it may work if it is tried again
    /// @param wait how long the other side asks to wait before that; null if it does not say
    ModelFailure(int status, String message, boolean passing, @Nullable Duration wait) {
        super(message);
        this.status = status;
        this.passing = passing;
        this.wait = wait;
    }

    /// It broke off, or nobody was there.
    static ModelFailure broken(String message) {
        return new ModelFailure(0, message, true, null);
    }

    /// The provider said so in the middle of its answer.
    static ModelFailure said(String type, String message) {
        boolean passing =
                type.contains("overloaded")
                        || type.contains("rate_limit")
                        || type.contains("server_error")
                        || type.contains("api_error")
                        || type.contains("timeout")
                        || type.isEmpty();
        return new ModelFailure(0, message.isEmpty() ? type : message, passing, null);
    }

    int status() {
        return status;
    }

    boolean passing() {
        return passing;
    }

    @Nullable Duration waiting() {
        return wait;
    }

    /// Whether the conversation has become too long for the model. Every provider has words of its
    /// own for it.
    boolean tooLong() {
        String text = String.valueOf(getMessage()).toLowerCase(java.util.Locale.ROOT);
        return (status == 400 || status == 413)
                && (status == 413
                        || text.contains("context")
                        || text.contains("too long")
                        || text.contains("too many tokens")
                        || text.contains("maximum number of tokens"));
    }
}
