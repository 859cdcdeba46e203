package ai.openclaw.task;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/// Who asks, as the timeline names them.
final class Caller {

    private Caller() {}

    static String name(@Nullable Principal principal) {
        String name = principal == null ? null : principal.getName();
        return name == null || name.isBlank() ? "somebody" : name;
    }
}
