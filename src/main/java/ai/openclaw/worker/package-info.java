/// One attempt from claim to destroyed sandbox. A top: nobody imports it.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "base",
            "database",
            "task",
            "agent",
            "auth",
            "blob",
            "queue",
            "sandbox",
            "log",
            "artifact",
            "doctor"
        })
package ai.openclaw.worker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
