/// The local engine: bubblewrap on the gateway's own host, for a machine without Docker. It lets
/// people try OpenClaw and says what it does not isolate. Known to its outer room alone.
@NullMarked
package ai.openclaw.sandbox.local;

import org.jspecify.annotations.NullMarked;
