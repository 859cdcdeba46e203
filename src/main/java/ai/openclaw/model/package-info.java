/// The models and who answers for them: providers by configuration, what a model's name leads to.
/// Keys are held here and shown to nobody but the proxy.
@NullMarked
@ApplicationModule(allowedDependencies = {"base"})
package ai.openclaw.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
