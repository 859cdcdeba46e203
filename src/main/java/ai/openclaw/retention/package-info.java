/// What is removed when it is old enough, by which setting, and what a run would remove now. The
/// rooms that keep things say how, by [ai.openclaw.base.Expiring].
@NullMarked
@ApplicationModule(allowedDependencies = {"base"})
package ai.openclaw.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
