/// Schedules: when a task is due again and again, what became of every due moment, and the timer
/// that enqueues in time. What is due is decided here; how tasks run is the task room's.
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "database", "agent", "task"})
package ai.openclaw.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
