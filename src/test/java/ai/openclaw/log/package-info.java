@NullMarked
package ai.openclaw.log;

import org.jspecify.annotations.NullMarked;
