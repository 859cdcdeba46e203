package ai.openclaw.harness;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tools that the model has.
final class Toolbox {

    private final FinishTool finish = new FinishTool();
    private final List<Tool> all;

    /// @param left how long this program may go on
    Toolbox(Workspace workspace, Supplier<Duration> left) {
        this.all =
                List.of(
                        new BashTool(workspace, left),
                        new ReadTool(workspace),
                        new WriteTool(workspace),
                        new EditTool(workspace),
                        new ListTool(workspace),
                        finish);
    }

    List<Tool> all() {
        return all;
    }

    /// Does what was asked for, or says why not.
    Tool.Outcome use(Call call) throws InterruptedException {
        var tool =
                all.stream().filter(it -> it.name().equals(call.name())).findFirst().orElse(null);
        if (tool == null) {
            return new Tool.Outcome(
                    "There is no tool '"
                            + Words.oneLine(call.name(), 60)
                            + "'. There are: "
                            + all.stream().map(Tool::name).collect(Collectors.joining(", ")),
                    true);
        }
        Json arguments = call.arguments();
        if (arguments.isMissing()) {
            return new Tool.Outcome(
                    "The input is no JSON object; it may have been cut off. Nothing was done.",
                    true);
        }
        try {
            return tool.use(arguments);
        } catch (Tool.Refused e) {
            return new Tool.Outcome(String.valueOf(e.getMessage()), true);
        }
    }

    /// What the work ended with; null while it goes on.
    @Nullable Json result() {
        return finish.result();
    }
}
