package ai.openclaw.doctor;

/// What came of one probe.
///
/// @param probe its id
/// @param proves what it means if it held
/// @param group `network`, `privilege`, `kernel`, `filesystem`, `neighbours` or `limits`
/// @param required whether a production gateway refuses tasks when it did not hold
/// @param seen one harmless line of what the probe saw
public record Finding(
        String probe,
        String title,
        String proves,
        String group,
        boolean required,
        Outcome outcome,
        String seen) {

    Finding as(Outcome outcome, String seen) {
        return new Finding(probe, title, proves, group, required, outcome, seen);
    }

    boolean broken() {
        return required && outcome == Outcome.NOT_HELD;
    }
}
