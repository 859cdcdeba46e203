package ai.openclaw.harness;

/// How the work ended, with the exit code of the program. They are part of its contract
/// (docs/built-in-agent.md).
enum Ending {
    FINISHED(0, "finished"),
    GIVEN_UP(1, "the agent says that the task could not be done"),
    MISCONFIGURED(2, "it could not begin"),
    REFUSED(3, "the gateway or the provider refused the model call"),
    UNREACHABLE(4, "the model could not be reached"),
    OUT_OF_TURNS(5, "its turns are used up"),
    OUT_OF_TOKENS(6, "its tokens are used up"),
    OUT_OF_TIME(7, "its time is used up"),
    STUCK(8, "it kept failing in the same way");

    private final int code;
    private final String words;

    Ending(int code, String words) {
        this.code = code;
        this.words = words;
    }

    int code() {
        return code;
    }

    /// The middle of a sentence.
    String words() {
        return words;
    }

    /// As the timeline has it.
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
