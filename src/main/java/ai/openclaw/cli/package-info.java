/// The `openclaw` command. Talks to the public HTTP API and knows no other room.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package ai.openclaw.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
