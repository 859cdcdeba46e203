/// What model calls use and what they may: each call is a row, reserved in every budget it falls
/// under before it goes out and settled when it is over.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "agent", "auth", "task"})
package ai.openclaw.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
