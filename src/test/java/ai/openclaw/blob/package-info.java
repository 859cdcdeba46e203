@NullMarked
package ai.openclaw.blob;

import org.jspecify.annotations.NullMarked;
