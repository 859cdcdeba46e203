@NullMarked
package ai.openclaw.door;

import org.jspecify.annotations.NullMarked;
