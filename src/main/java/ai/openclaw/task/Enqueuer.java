package ai.openclaw.task;

import java.util.List;

/// How an attempt gets into the queue. Called inside the transaction that writes the attempts, so
/// both are there or neither is. The queue implements it.
public interface Enqueuer {

    /// Enqueues attempts whose rows are written; one that is enqueued already stays as it is.
    void enqueue(List<AttemptId> attempts);

    /// Something that stood in the way of other attempts has left the queue: whoever runs them
    /// looks again at the commit.
    default void makeWay() {}

    /// These attempts have ended and are being deleted: nothing of theirs may stay in the queue.
    default void forget(List<AttemptId> attempts) {}
}
