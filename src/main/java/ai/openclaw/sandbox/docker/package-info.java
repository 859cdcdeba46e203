/// The Docker engine: one fresh, hardened container and one volume per sandbox, by docker-java and
/// an attach of its own. Invisible outside of `sandbox`.
@NullMarked
package ai.openclaw.sandbox.docker;

import org.jspecify.annotations.NullMarked;
