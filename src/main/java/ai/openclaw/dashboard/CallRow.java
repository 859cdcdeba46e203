package ai.openclaw.dashboard;

/// A tool that an agent used, and what came of it. Grows once, when its result is there.
final class CallRow {

    private final long id;
    private final String name;
    private final String said;
    private final String input;
    private String state = "RUNNING";
    private String output = "";
    private String took = "running";

    /// @param id of its event; no two have the same
    /// @param said what it is about, in a line; may be empty
    CallRow(long id, String name, String said, String input) {
        this.id = id;
        this.name = name;
        this.said = said;
        this.input = input;
    }

    void end(boolean failed, String output, String took) {
        this.state = failed ? "FAILED" : "SUCCEEDED";
        this.output = output;
        this.took = took;
    }

    /// Its end was not seen.
    void cut() {
        this.state = "CANCELLED";
        this.output = "(cut off)";
        this.took = "cut off";
    }

    public long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public String getSaid() {
        return said;
    }

    public String getInput() {
        return input;
    }

    /// One of the stylesheet's.
    public String getState() {
        return state;
    }

    /// For those who do not see colours.
    public String getWord() {
        return switch (state) {
            case "RUNNING" -> "Running";
            case "FAILED" -> "Failed";
            case "CANCELLED" -> "Cut off";
            default -> "Succeeded";
        };
    }

    public String getOutput() {
        return output;
    }

    public String getTook() {
        return took;
    }
}
