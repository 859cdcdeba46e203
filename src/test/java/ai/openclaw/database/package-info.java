@NullMarked
package ai.openclaw.database;

import org.jspecify.annotations.NullMarked;
