@NullMarked
package ai.openclaw.harness;

import org.jspecify.annotations.NullMarked;
