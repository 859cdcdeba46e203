package ai.openclaw.doctor;

import java.util.Locale;

/// What a probe says of the sandbox it ran in.
public enum Outcome {
    /// What it tried was refused or led nowhere.
    HELD,
    /// It got through.
    NOT_HELD,
    /// There was nothing to try here, or nothing to try it with.
    NOT_APPLICABLE,
    /// It ended without a verdict.
    UNCLEAR;

    /// For people, such as `not held`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// By the word that probes end with.
    static Outcome of(String word) {
        return switch (word) {
            case "HELD" -> HELD;
            case "THROUGH" -> NOT_HELD;
            case "SKIP" -> NOT_APPLICABLE;
            default -> UNCLEAR;
        };
    }
}
