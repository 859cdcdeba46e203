/// What a task printed, line by line, and its timeline. Appends in batches, reads from any line,
/// follows live.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "database", "task"})
package ai.openclaw.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
