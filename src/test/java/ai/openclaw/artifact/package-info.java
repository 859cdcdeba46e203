@NullMarked
package ai.openclaw.artifact;

import org.jspecify.annotations.NullMarked;
