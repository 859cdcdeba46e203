package ai.openclaw.door;

import ai.openclaw.artifact.Artifacts;
import ai.openclaw.artifact.Taken;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.ProblemType;
import ai.openclaw.base.TooLarge;
import ai.openclaw.secret.LiveRedactions;
import ai.openclaw.task.SentResults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a program leaves before its end: `PUT /task/result`, `PUT /task/artifacts/{path}`.
@Component
class TaskLeavings {

    static final String RESULT = "/task/result";
    static final String ARTIFACTS = "/task/artifacts/";

    private final SentResults results;
    private final Artifacts artifacts;
    private final LiveRedactions redactions;
    private final JsonMapper json;

    TaskLeavings(
            SentResults results, Artifacts artifacts, LiveRedactions redactions, JsonMapper json) {
        this.results = results;
        this.artifacts = artifacts;
        this.redactions = redactions;
        this.json = json;
    }

    void result(DoorCall call) throws IOException {
        var redaction = redactions.known(call.caller().attempt());
        if (redaction.isEmpty()) {
            TaskApi.refuse(call, ProblemType.UNAVAILABLE, TaskApi.TAKEN_OVER);
            return;
        }
        var body = DoorBody.read(call.request(), Taken.RESULT_LIMIT);
        if (body.isEmpty()) {
            TaskApi.refuse(call, ProblemType.TOO_LARGE, "A result has at most 256 KiB.");
            return;
        }
        JsonNode result;
        try {
            result =
                    json.readTree(
                            redaction.get().text(new String(body.get(), StandardCharsets.UTF_8)));
        } catch (JacksonException e) {
            TaskApi.refuse(call, ProblemType.INVALID_REQUEST, "result: is not JSON.");
            return;
        }
        if (result.isMissingNode()) {
            TaskApi.refuse(call, ProblemType.INVALID_REQUEST, "result: is missing.");
            return;
        }
        try {
            if (results.put(call.caller().attempt(), result)) {
                DoorAnswer.json(call.response(), 200, "{}");
            } else {
                TaskApi.refuse(call, ProblemType.CONFLICT, "The attempt is not running any more.");
            }
        } catch (InvalidRequest e) {
            TaskApi.refuse(call, ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /// @param raw the path as it was sent, behind [#ARTIFACTS]
    void artifact(DoorCall call, String raw) throws IOException {
        var caller = call.caller();
        try {
            var kept =
                    artifacts.put(
                            caller.task(),
                            caller.attempt(),
                            UriUtils.decode(raw, StandardCharsets.UTF_8),
                            call.request().getInputStream());
            DoorAnswer.json(
                    call.response(),
                    200,
                    json.writeValueAsString(
                            Map.of(
                                    "path", kept.path(),
                                    "bytes", kept.bytes(),
                                    "sha256", kept.sha256())));
        } catch (InvalidRequest | IllegalArgumentException e) {
            TaskApi.refuse(call, ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        } catch (TooLarge e) {
            TaskApi.refuse(call, ProblemType.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (Conflict e) {
            TaskApi.refuse(call, ProblemType.CONFLICT, String.valueOf(e.getMessage()));
        }
    }
}
