@NullMarked
package ai.openclaw.proxy;

import org.jspecify.annotations.NullMarked;
