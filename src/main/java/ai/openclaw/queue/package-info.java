/// JobRunr as the executor, and nothing of JobRunr outside: the claim, the exact worker limit, the
/// wake-up, the reconciler and this node; inside, `ops` serves JobRunr's own pages. Attempts run
/// through the [ai.openclaw.queue.AttemptRunner] port.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "database", "task", "agent", "auth"})
package ai.openclaw.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
