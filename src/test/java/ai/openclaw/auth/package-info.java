@NullMarked
package ai.openclaw.auth;

import org.jspecify.annotations.NullMarked;
