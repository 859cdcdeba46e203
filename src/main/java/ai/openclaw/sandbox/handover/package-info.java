/// The one line that turns a waiting shell into the task's program, and the answer to it: what the
/// engines have in common. Invisible outside of `sandbox`.
@NullMarked
package ai.openclaw.sandbox.handover;

import org.jspecify.annotations.NullMarked;
