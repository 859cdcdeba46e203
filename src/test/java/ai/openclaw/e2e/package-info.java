/// The gateway as its users meet it: a real process, real Postgres, a real Docker Engine, spoken to
/// over HTTP alone and checked from outside.
@NullMarked
package ai.openclaw.e2e;

import org.jspecify.annotations.NullMarked;
