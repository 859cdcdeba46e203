/// The sandboxes' side of the gateway: a connector of its own that serves the lanes and shares
/// nothing with the dashboard, the REST API or the probes. It knows each caller by lane and task
/// token; other rooms answer as a [DoorService].
@NullMarked
@ApplicationModule(
        allowedDependencies = {"base", "sandbox", "task", "auth", "log", "artifact", "secret"})
package ai.openclaw.door;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
