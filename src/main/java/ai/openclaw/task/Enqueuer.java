package ai.openclaw.task;

import java.util.List;

/// How an attempt gets into the queue. Called inside the transaction that writes the attempts, so
/// both are there or neither is. The queue implements it.
public interface Enqueuer {

    /// Enqueues the attempts; one that is enqueued already stays as it is.
    ///
    /// @param label for people who look at the queue, such as `shell 0197…`
    void enqueue(List<AttemptId> attempts, String label);
}
