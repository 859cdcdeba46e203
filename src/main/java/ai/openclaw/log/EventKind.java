package ai.openclaw.log;

import java.util.Set;

/// The kinds of timeline events, all in one place. Programs may rely on these names; more will
/// come. What tasks report about themselves begins with `agent.`. Whatever holds `"warning": true`
/// in its detail deserves a look.
public final class EventKind {

    /// Every kind that this version writes:
    ///
    /// | kind | says |
    /// |---|---|
    /// | `task.queued` | accepted, its first attempt is in the queue |
    /// | `task.cancel_requested` | somebody wants it cancelled |
    /// | `task.retried` | somebody asked for another attempt |
    /// | `task.copied` | somebody made a new task of this one's spec |
    /// | `task.finished` | it is over: in which state, and why |
    /// | `attempt.started` | a worker took it up |
    /// | `attempt.finished` | it ended: in which state, and why |
    /// | `attempt.retrying` | the retry policy made the next one |
    /// | `attempt.abandoned` | its worker went away before it ended |
    /// | `attempt.detached` | its gateway stops, and the program runs on |
    /// | `attempt.resumed` | its gateway came back, and goes on with what runs or has ended since |
    /// | `image.pulling` | how far the pull is |
    /// | `sandbox.created` | a fresh sandbox waits for its program |
    /// | `sandbox.taken` | a warm sandbox, never used before, waits for its program |
    /// | `sandbox.destroyed` | nothing is left of it |
    /// | `sandbox.left_behind` | it could not be destroyed yet |
    /// | `sandbox.no_network` | it cannot reach the gateway although its agent may, and why |
    /// | `sandbox.disk_watched` | its disk limit is watched, not held by its file system, and why |
    /// | `files.put` | the input files are in the sandbox |
    /// | `program.started` | it runs |
    /// | `program.stopping` | it is being stopped, and why |
    /// | `program.ended` | no process is alive any more, and how it ended |
    /// | `artifacts.collected` | what was kept of `/workspace/out`, and what was not |
    /// | `artifacts.lost` | `/workspace/out` could not be read |
    /// | `artifacts.removed` | they were older than they are kept |
    /// | `log.removed` | it was older than logs are kept |
    /// | `model.call` | a model call is over: who answered, how long it took, what it used |
    /// | `model.refused` | a model call was not passed on, and why |
    /// | `model.retried` | a model call goes out once more, there or elsewhere, and why |
    /// | `egress.allowed` | the first connection to a host outside |
    /// | `egress.denied` | a request to a host outside was refused, and why |
    /// | `egress.failed` | a host outside was allowed and did not answer, and why |
    /// | `egress.total` | what all connections to a host came to |
    /// | `budget.warning` | four fifths of a budget are spent |
    /// | `result.refused` | `result.json` is no result, and why |
    public static final Set<String> ALL =
            Set.of(
                    "task.queued",
                    "task.cancel_requested",
                    "task.retried",
                    "task.copied",
                    "task.finished",
                    "attempt.started",
                    "attempt.finished",
                    "attempt.retrying",
                    "attempt.abandoned",
                    "attempt.detached",
                    "attempt.resumed",
                    "image.pulling",
                    "sandbox.created",
                    "sandbox.taken",
                    "sandbox.destroyed",
                    "sandbox.left_behind",
                    "sandbox.no_network",
                    "sandbox.disk_watched",
                    "files.put",
                    "program.started",
                    "program.stopping",
                    "program.ended",
                    "artifacts.collected",
                    "artifacts.lost",
                    "artifacts.removed",
                    "log.removed",
                    "model.call",
                    "model.refused",
                    "model.retried",
                    "egress.allowed",
                    "egress.denied",
                    "egress.failed",
                    "egress.total",
                    "budget.warning",
                    "result.refused");

    private EventKind() {}
}
