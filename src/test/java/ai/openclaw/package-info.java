@NullMarked
package ai.openclaw;

import org.jspecify.annotations.NullMarked;
