package ai.openclaw.harness;

/// Something that the model can have done.
interface Tool {

    String name();

    /// For the model: what it does, and what it does not.
    String description();

    /// JSON schema of its input.
    Json input();

    /// Does it. What goes wrong is for the model to read and mend.
    ///
    /// @param input an object, otherwise as the model wrote it
    /// @throws Refused if it cannot be done; the message says why, and what to do instead
    Outcome use(Json input) throws Refused, InterruptedException;

    /// What came of it.
    ///
    /// @param failed whether the model should know that this is no success
    record Outcome(String text, boolean failed) {

        static Outcome good(String text) {
            return new Outcome(text, false);
        }
    }

    /// It cannot be done like this.
    final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
