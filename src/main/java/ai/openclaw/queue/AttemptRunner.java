package ai.openclaw.queue;

import ai.openclaw.task.AttemptId;

/// Runs a claimed attempt from beginning to end. The worker implements it.
public interface AttemptRunner {

    /// Called on a virtual thread of its own when the attempt has been marked RUNNING on this node.
    /// Returns when the attempt has ended or was handed back; never throws for a task's outcome.
    void run(AttemptId attempt);
}
