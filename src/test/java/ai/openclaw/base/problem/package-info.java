@NullMarked
package ai.openclaw.base.problem;

import org.jspecify.annotations.NullMarked;
