/// Model calls out of sandboxes: each is looked at, passed on to its provider byte for byte with
/// the provider's key in place of the task token, metered, and refused where the agent may not.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"base", "agent", "auth", "budget", "door", "log", "model", "task"})
package ai.openclaw.proxy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
