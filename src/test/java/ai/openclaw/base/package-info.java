@NullMarked
package ai.openclaw.base;

import org.jspecify.annotations.NullMarked;
