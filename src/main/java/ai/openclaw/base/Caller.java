package ai.openclaw.base;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/// Who asks, as the timeline names them.
public final class Caller {

    private Caller() {}

    public static String name(@Nullable Principal principal) {
        String name = principal == null ? null : principal.getName();
        return name == null || name.isBlank() ? "somebody" : name;
    }
}
