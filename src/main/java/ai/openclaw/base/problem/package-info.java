/// Turns whatever goes wrong in a request into one form of answer.
@NullMarked
package ai.openclaw.base.problem;

import org.jspecify.annotations.NullMarked;
