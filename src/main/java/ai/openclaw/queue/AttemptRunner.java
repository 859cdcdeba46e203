package ai.openclaw.queue;

import ai.openclaw.task.Attempt;
import ai.openclaw.task.AttemptId;

/// Runs a claimed attempt from beginning to end. The worker implements it.
public interface AttemptRunner {

    /// Called on a virtual thread of its own when the attempt has been marked RUNNING on this node,
    /// and again after a restart of it: an attempt that has a sandbox by its row is gone on with.
    /// Returns when the attempt has ended, was handed back or was left to run on; never throws for
    /// a task's outcome.
    void run(AttemptId attempt);

    /// Ends an attempt that is RUNNING on this node by its row but run by no thread, as after a
    /// crash: destroys what it left and makes the next attempt. Doing it twice is fine; after an
    /// exception it is called again.
    void abandon(Attempt attempt);

    /// The gateway stops: within seconds every attempt is left to run on without it, or, where it
    /// cannot, ends and makes its next one; whatever is given to [#run] from now on is handed back
    /// untouched. Returns at once.
    void handBack();
}
