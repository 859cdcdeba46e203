package ai.openclaw.harness;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Ends the work with a result.
final class FinishTool implements Tool {

    /// What the gateway takes (API).
    private static final int LARGEST = 256 * 1024;

    private @Nullable Json result;

    @Override
    public String name() {
        return "finish";
    }

    @Override
    public String description() {
        return "Ends the work. Call it once, alone, when all is done and checked, or when it cannot"
                + " be done. Its input becomes the task's result as it is: beside summary and"
                + " success put in whatever fields the task asks for.";
    }

    @Override
    public Json input() {
        return Input.schema(
                        Input.needed(
                                "summary",
                                "string",
                                "What was done, how it was checked, and what is left; some"
                                        + " sentences."),
                        Input.optional(
                                "success",
                                "boolean",
                                "False if the task could not be done. Absent: true."))
                .with("additionalProperties", true);
    }

    @Override
    public Outcome use(Json input) throws Refused {
        if (Input.text(input, "summary").isBlank()) {
            throw new Refused("'summary' is empty.");
        }
        if (input.toString().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new Refused(
                    "The result has more than 256 KiB. Write what is large into files below out/"
                            + " and name them.");
        }
        result = input;
        return Outcome.good("Done.");
    }

    /// What the work ended with; null until then.
    @Nullable Json result() {
        return result;
    }
}
