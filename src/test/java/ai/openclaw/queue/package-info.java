@NullMarked
package ai.openclaw.queue;

import org.jspecify.annotations.NullMarked;
