package ai.openclaw.secret;

import java.util.Map;

/// The secrets of one attempt. Nothing prints them by accident.
public final class HandedSecrets {

    public static final HandedSecrets NONE = new HandedSecrets(Map.of());

    private final Map<String, String> values;
    private final Redaction redaction;

    HandedSecrets(Map<String, String> values) {
        this.values = Map.copyOf(values);
        this.redaction = values.isEmpty() ? Redaction.NONE : Redaction.of(values.values());
    }

    /// By name; for the hand-over alone.
    public Map<String, String> reveal() {
        return values;
    }

    /// What takes them out of all that the attempt says.
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public String toString() {
        return "(" + values.size() + " secrets)";
    }
}
