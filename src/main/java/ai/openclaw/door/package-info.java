/// The sandboxes' side of the gateway: a connector of its own that serves the lanes and shares
/// nothing with the dashboard, the REST API or the probes.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "sandbox"})
package ai.openclaw.door;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
