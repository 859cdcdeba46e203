/// Agent definitions with their versions: the defaults and ceilings of the tasks that name them.
@NullMarked
@ApplicationModule(allowedDependencies = {"base"})
package ai.openclaw.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
