/// The pages people see, rendered on the server, with live parts. A top: nobody imports it.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "base",
            "database",
            "task",
            "agent",
            "blob",
            "auth",
            "budget",
            "log",
            "model",
            "artifact",
            "queue",
            "queue::ops",
            "sandbox",
            "doctor",
            "fleet",
            "retention",
            "schedule",
            "secret",
            "notify"
        })
package ai.openclaw.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
