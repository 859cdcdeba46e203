@NullMarked
package ai.openclaw.notify;

import org.jspecify.annotations.NullMarked;
