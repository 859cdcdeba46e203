package ai.openclaw.task;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The front door of tasks. Every change is one transaction that says from which state to which,
/// and a change that comes too late changes nothing and says so.
@Component
public class Tasks {

    /// @throws ai.openclaw.base.NotFound if there is none
    public Task get(TaskId id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Task> find(TaskId id) {
        throw new UnsupportedOperationException();
    }

    /// The attempts, oldest first.
    public List<Attempt> attempts(TaskId id) {
        throw new UnsupportedOperationException();
    }

    /// Cancels: a queued task at once, a running one by asking its worker. Doing it twice is fine.
    ///
    /// @param by who asks, for the timeline
    /// @throws ai.openclaw.base.Conflict if the task finished otherwise
    public Task cancel(TaskId id, String by) {
        throw new UnsupportedOperationException();
    }

    /// A new attempt of a failed or cancelled task.
    ///
    /// @throws ai.openclaw.base.Conflict in any other state
    public Task retry(TaskId id, String by) {
        throw new UnsupportedOperationException();
    }

    /// A new task of the same spec and files.
    public Task copy(TaskId id, String by) {
        throw new UnsupportedOperationException();
    }

    // ---- what the worker asks and says

    /// What the worker needs to run the attempt, or empty if it is not RUNNING on this node.
    public Optional<Assignment> assignment(AttemptId attempt, UUID node) {
        throw new UnsupportedOperationException();
    }

    /// Which of these running attempts somebody wants cancelled.
    public Set<AttemptId> cancelRequested(Collection<AttemptId> attempts) {
        throw new UnsupportedOperationException();
    }

    /// Records the sandbox before the first byte goes in.
    ///
    /// @return false if the attempt is not RUNNING any more; then nothing may go in
    public boolean assignSandbox(
            AttemptId attempt, UUID sandbox, String engine, @Nullable String image, boolean warm) {
        throw new UnsupportedOperationException();
    }

    /// Ends a RUNNING attempt and its task, or, where its retry policy or an infrastructure failure
    /// says so, makes the next attempt in the same transaction.
    ///
    /// @param destroyedAt when its sandbox was gone; null if there was none
    /// @return false if the attempt was not RUNNING any more: the word of a stale worker is refused
    public boolean finish(AttemptId attempt, Ending ending, @Nullable Instant destroyedAt) {
        throw new UnsupportedOperationException();
    }

    /// The attempts that are RUNNING on a node, for its restart.
    public List<Attempt> runningOn(UUID node) {
        throw new UnsupportedOperationException();
    }
}
