@NullMarked
package ai.openclaw.cli;

import org.jspecify.annotations.NullMarked;
