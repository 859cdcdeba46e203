/// The sandboxes of all nodes: which there are and whom they serve, how one is killed, and that
/// what belongs to nobody is destroyed.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "database", "task", "sandbox"})
package ai.openclaw.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
