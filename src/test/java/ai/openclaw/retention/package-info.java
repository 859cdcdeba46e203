@NullMarked
package ai.openclaw.retention;

import org.jspecify.annotations.NullMarked;
