/// The files that a task leaves behind in `/workspace/out`.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "blob", "task"})
package ai.openclaw.artifact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
