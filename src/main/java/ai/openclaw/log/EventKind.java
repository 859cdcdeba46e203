package ai.openclaw.log;

/// The kinds of timeline events, all in one place. Programs may rely on these names; more will
/// come. What tasks themselves report begins with `agent.`.
public final class EventKind {

    /// Accepted, with its first attempt in the queue.
    public static final String TASK_QUEUED = "task.queued";

    /// Somebody asked for the cancellation; detail `by`.
    public static final String TASK_CANCEL_REQUESTED = "task.cancel_requested";

    /// Somebody asked for another attempt; detail `by`.
    public static final String TASK_RETRIED = "task.retried";

    /// Somebody made a new task of this one's spec; detail `by` and the copy's id.
    public static final String TASK_COPIED = "task.copied";

    /// Over; detail says in which state and why.
    public static final String TASK_FINISHED = "task.finished";

    /// A worker took the attempt up; detail `node`.
    public static final String ATTEMPT_STARTED = "attempt.started";

    /// The attempt ended; detail says in which state and why.
    public static final String ATTEMPT_FINISHED = "attempt.finished";

    /// The retry policy made the next attempt.
    public static final String ATTEMPT_RETRYING = "attempt.retrying";

    /// The image is being pulled; detail `image` and `progress`.
    public static final String IMAGE_PULLING = "image.pulling";

    /// The image is there; detail `image`.
    public static final String IMAGE_READY = "image.ready";

    /// A fresh sandbox exists; detail `sandbox` and `engine`.
    public static final String SANDBOX_CREATED = "sandbox.created";

    /// The program runs.
    public static final String SANDBOX_STARTED = "sandbox.started";

    /// No process of the sandbox is alive any more; detail says how the program ended.
    public static final String SANDBOX_EXITED = "sandbox.exited";

    /// Nothing is left of the sandbox.
    public static final String SANDBOX_DESTROYED = "sandbox.destroyed";

    /// `/workspace/out` is kept; detail says how much, and what was not.
    public static final String ARTIFACTS_TAKEN = "artifacts.taken";

    /// Worth knowing, and not fatal; detail `message`.
    public static final String WARNING = "warning";

    private EventKind() {}
}
