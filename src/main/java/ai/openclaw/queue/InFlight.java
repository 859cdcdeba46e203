package ai.openclaw.queue;

import ai.openclaw.task.AttemptId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The attempts that a thread of this process runs.
final class InFlight {

    private final Set<AttemptId> attempts = ConcurrentHashMap.newKeySet();

    /// @return false if it is in already
    boolean enter(AttemptId attempt) {
        return attempts.add(attempt);
    }

    void leave(AttemptId attempt) {
        attempts.remove(attempt);
    }

    boolean has(AttemptId attempt) {
        return attempts.contains(attempt);
    }
}
