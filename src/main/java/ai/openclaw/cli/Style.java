package ai.openclaw.cli;

/// The few colours of the command.
enum Style {
    HEAD("1"),
    FAINT("2"),
    SUCCESS("32"),
    FAILURE("31"),
    RUNNING("36"),
    WAITING("33");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /// The colour of a task's state.
    static Style of(String state) {
        return switch (state) {
            case "SUCCEEDED" -> SUCCESS;
            case "FAILED" -> FAILURE;
            case "RUNNING" -> RUNNING;
            case "QUEUED" -> WAITING;
            default -> FAINT;
        };
    }

    String on(String text, boolean colour) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
