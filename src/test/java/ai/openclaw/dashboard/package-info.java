@NullMarked
package ai.openclaw.dashboard;

import org.jspecify.annotations.NullMarked;
