/// Fresh sandboxes that are always destroyed: the [ai.openclaw.sandbox.SandboxEngine] contract and
/// its engines, which are invisible from outside.
@NullMarked
@ApplicationModule(allowedDependencies = {"base"})
package ai.openclaw.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
