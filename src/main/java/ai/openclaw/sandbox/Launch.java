package ai.openclaw.sandbox;

import java.util.List;
import java.util.Map;

/// What runs in a sandbox, handed over when everything else is in place.
///
/// @param argv not empty; `argv[0]` is looked up in the sandbox's PATH
/// @param env in addition to the image's own; names match `[A-Za-z_][A-Za-z0-9_]*`, no value holds
///   NUL
public record Launch(List<String> argv, Map<String, String> env) {

    public Launch {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
    }

    /// Without the values, which may be secret.
    @Override
    public String toString() {
        return "Launch[argv[0]=" + argv.getFirst() + ", env=" + env.keySet() + "]";
    }
}
