package ai.openclaw.worker;

import ai.openclaw.artifact.Artifacts;
import ai.openclaw.artifact.Caps;
import ai.openclaw.artifact.Taken;
import ai.openclaw.base.Conflict;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.secret.Redaction;
import ai.openclaw.task.Attempt;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes what an attempt left in `/workspace/out`, its result among it. What cannot be taken is
/// missed and said so; it does not change how the attempt ended.
@Component
class Leftovers {

    private final Artifacts artifacts;
    private final JsonMapper json;

    Leftovers(Artifacts artifacts, JsonMapper json) {
        this.artifacts = artifacts;
        this.json = json;
    }

    /// @param redaction what is to be taken out of the result; files are left as they are
    /// @return the result, if there is one
    @Nullable JsonNode take(Sandbox sandbox, Attempt attempt, Redaction redaction, Steps steps) {
        Taken taken;
        try (var tar = sandbox.collect()) {
            taken = artifacts.take(attempt.task(), attempt.id(), tar, Caps.DEFAULT);
        } catch (IOException | EngineUnavailable | Conflict e) {
            steps.done("artifacts.lost", Map.of("why", String.valueOf(e.getMessage())));
            return null;
        }
        var detail = new HashMap<String, Object>();
        detail.put("files", taken.files());
        detail.put("bytes", taken.bytes());
        if (!taken.complete()) {
            detail.put("skipped", taken.skippedCount());
            detail.put("first", taken.skipped());
        }
        if (taken.cutShort() != null) {
            detail.put("cutShort", taken.cutShort());
        }
        steps.done("artifacts.collected", detail);
        return taken.result() == null ? null : result(redaction.text(taken.result()), steps);
    }

    private @Nullable JsonNode result(String text, Steps steps) {
        try {
            JsonNode result = json.readTree(text);
            return result.isMissingNode() ? null : result;
        } catch (JacksonException e) {
            String why = "result.json is not JSON: " + e.getOriginalMessage();
            steps.note("result.refused", Map.of("warning", true, "why", Words.oneLine(why, 300)));
            return null;
        }
    }
}
