@NullMarked
package ai.openclaw.sandbox;

import org.jspecify.annotations.NullMarked;
