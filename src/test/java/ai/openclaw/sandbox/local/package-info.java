@NullMarked
package ai.openclaw.sandbox.local;

import org.jspecify.annotations.NullMarked;
