package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.model.HealthCheck;
import java.time.Duration;
import java.util.List;

/// Ends a sandbox whose gateway never comes back. The engine itself is the clock: what it takes for
/// a container's first health check, at the end of the sandbox's lifetime, kills every process of
/// the sandbox's user from within. Until then nothing of it is in the sandbox, so no program can
/// see, stop or be counted for it; and it takes the place of an image's own health check, which
/// would run beside the task.
///
/// A `sleep` in the bootstrap would be one process more, would be any program's to kill, and would
/// need a program that the image may not have. A sandbox that is full of processes at that moment
/// gets no health check; the next comes after the same time again.
final class Alarm {

    /// By kill(2), -1 is everybody but the first process and the caller. The first process is the
    /// init, which ends when the bootstrap's program has.
    private static final List<String> KILL = List.of("CMD", "/bin/sh", "-c", "kill -KILL -1");

    private Alarm() {}

    static HealthCheck after(Duration lifetime) {
        return new HealthCheck()
                .withTest(KILL)
                .withInterval(lifetime.toNanos())
                .withTimeout(Duration.ofSeconds(30).toNanos())
                .withRetries(1);
    }
}
