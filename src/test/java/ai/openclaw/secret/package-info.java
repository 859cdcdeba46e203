@NullMarked
package ai.openclaw.secret;

import org.jspecify.annotations.NullMarked;
