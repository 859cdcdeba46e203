/// Tasks and their attempts: what was asked, what state it is in, how it ended. The tables here are
/// the truth; whoever executes them comes in through the [ai.openclaw.task.Enqueuer] port.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "database", "blob", "agent"})
package ai.openclaw.task;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
