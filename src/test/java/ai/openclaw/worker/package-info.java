@NullMarked
package ai.openclaw.worker;

import org.jspecify.annotations.NullMarked;
