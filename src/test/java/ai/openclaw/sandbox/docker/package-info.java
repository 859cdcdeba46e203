@NullMarked
package ai.openclaw.sandbox.docker;

import org.jspecify.annotations.NullMarked;
