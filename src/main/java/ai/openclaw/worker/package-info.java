/// One attempt from claim to destroyed sandbox. A top: nobody imports it.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "base",
            "database",
            "task",
            "agent",
            "auth",
            "budget",
            "blob",
            "queue",
            "sandbox",
            "log",
            "model",
            "artifact",
            "doctor",
            "secret"
        })
package ai.openclaw.worker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
