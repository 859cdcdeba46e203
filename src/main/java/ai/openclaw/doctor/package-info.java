/// Whether this installation is well: checks, and the isolation receipt, which is what hostile
/// programs in a sandbox saw. Knows the engine, the database and the home.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "database", "sandbox"})
package ai.openclaw.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
