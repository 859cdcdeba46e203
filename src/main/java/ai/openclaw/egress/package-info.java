/// The egress proxy: the way of sandboxes to the hosts that their agents allow, and to no other. It
/// stands in the lanes of such sandboxes at a port of its own, knows each by lane and task token,
/// and looks names up itself.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "agent", "auth", "log", "sandbox", "task"})
package ai.openclaw.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
