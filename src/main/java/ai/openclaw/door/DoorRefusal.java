package ai.openclaw.door;

import ai.openclaw.base.ProblemType;

/// Why somebody at the sandbox side is not answered.
///
/// @param detail a sentence for the person who reads the agent's log
public record DoorRefusal(ProblemType type, String detail) {

    static DoorRefusal noToken() {
        return new DoorRefusal(
                ProblemType.UNAUTHORIZED,
                "The task token is missing: send $OPENCLAW_TASK_TOKEN as bearer or x-api-key.");
    }

    static DoorRefusal badToken() {
        return new DoorRefusal(
                ProblemType.UNAUTHORIZED,
                "The task token does not work: it is for one attempt, while it runs, from its own"
                        + " sandbox.");
    }
}
