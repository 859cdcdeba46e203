@NullMarked
package ai.openclaw.task;

import org.jspecify.annotations.NullMarked;
