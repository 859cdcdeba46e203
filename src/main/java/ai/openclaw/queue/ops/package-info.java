/// JobRunr's own dashboard for operators, on a port of its own: to look at, not to change anything.
@NullMarked
@NamedInterface("ops")
package ai.openclaw.queue.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
