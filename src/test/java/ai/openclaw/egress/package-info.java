@NullMarked
package ai.openclaw.egress;

import org.jspecify.annotations.NullMarked;
