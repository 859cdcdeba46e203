/// Who may come in: users, API tokens, sessions, the security chains and the audit trail.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "task", "schedule"})
package ai.openclaw.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
