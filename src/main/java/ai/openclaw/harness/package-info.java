/// The built-in agent: the program that works on a prompt inside a sandbox, in a jar of its own. It
/// speaks HTTP to the gateway, knows no other room and nothing but the JDK.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package ai.openclaw.harness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
