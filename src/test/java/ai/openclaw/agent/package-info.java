@NullMarked
package ai.openclaw.agent;

import org.jspecify.annotations.NullMarked;
