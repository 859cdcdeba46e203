@NullMarked
package ai.openclaw.schedule;

import org.jspecify.annotations.NullMarked;
