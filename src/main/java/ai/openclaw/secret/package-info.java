/// Secrets that agents are given: sealed in the database, handed to the attempts of agents that
/// name them, and taken out of everything these attempts say. Values go in and never come out.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "auth", "task"})
package ai.openclaw.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
