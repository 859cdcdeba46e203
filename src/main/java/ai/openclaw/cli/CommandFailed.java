package ai.openclaw.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command could not do what it was asked to. Printed on standard error; exit code 1.
final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// One per bad field, as the gateway named them.
    private final transient List<String> particulars;

    private final @Nullable String cure;

    /// @param cure what the reader can do about it, or null where nothing better is known
    CommandFailed(String message, List<String> particulars, @Nullable String cure) {
        super(message);
        this.particulars = List.copyOf(particulars);
        this.cure = cure;
    }

    CommandFailed(String message, @Nullable String cure) {
        this(message, List.of(), cure);
    }

    List<String> particulars() {
        return particulars;
    }

    @Nullable String cure() {
        return cure;
    }
}
