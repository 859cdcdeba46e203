@NullMarked
package ai.openclaw.doctor;

import org.jspecify.annotations.NullMarked;
