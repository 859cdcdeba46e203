package ai.openclaw.door;

import ai.openclaw.auth.TaskCaller;
import ai.openclaw.auth.TaskTokens;
import ai.openclaw.base.ProblemType;
import ai.openclaw.log.Timeline;
import ai.openclaw.secret.LiveRedactions;
import ai.openclaw.task.Task;
import ai.openclaw.task.Tasks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a program can ask and say about its own task: `GET /task`, `POST /task/events`, and what it
/// leaves ([TaskLeavings]).
@Component
class TaskApi implements DoorService {

    private static final int LARGEST_EVENT = 16 * 1024;

    /// What an event costs beyond its bytes.
    private static final int EVENT = 256;

    private static final String PREFIX = "agent.";
    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    static final String TAKEN_OVER = "The gateway is just taking this attempt over. Try again.";

    private final Tasks tasks;
    private final TaskTokens tokens;
    private final Timeline timeline;
    private final LiveRedactions redactions;
    private final TaskLeavings leavings;
    private final JsonMapper json;

    TaskApi(
            Tasks tasks,
            TaskTokens tokens,
            Timeline timeline,
            LiveRedactions redactions,
            TaskLeavings leavings,
            JsonMapper json) {
        this.redactions = redactions;
        this.leavings = leavings;
        this.tasks = tasks;
        this.tokens = tokens;
        this.timeline = timeline;
        this.json = json;
    }

    /// What a program says about itself.
    ///
    /// @param kind what happened; shown as `agent.<kind>`
    record Said(@Nullable String kind, @Nullable Map<String, Object> data) {}

    @Override
    public boolean serves(String path) {
        return path.equals("/task") || path.startsWith("/task/");
    }

    @Override
    public void refuse(
            DoorRefusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        DoorAnswer.problem(response, refusal);
    }

    @Override
    public void serve(DoorCall call) throws IOException {
        String path = call.request().getRequestURI();
        switch (call.request().getMethod() + " " + path) {
            case "GET /task" -> DoorAnswer.json(call.response(), 200, task(call.caller()));
            case "POST /task/events" -> event(call);
            case "PUT " + TaskLeavings.RESULT -> leavings.result(call);
            case String it when it.startsWith("PUT " + TaskLeavings.ARTIFACTS) ->
                    leavings.artifact(call, path.substring(TaskLeavings.ARTIFACTS.length()));
            default ->
                    DoorAnswer.problem(
                            call.response(),
                            new DoorRefusal(
                                    ProblemType.NOT_FOUND,
                                    "There are GET /task, POST /task/events, PUT /task/result and"
                                            + " PUT /task/artifacts/{path}."));
        }
    }

    private String task(TaskCaller caller) {
        Task task = tasks.get(caller.task());
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", task.id().toString());
        shown.put("attempt", caller.number());
        shown.put("maxAttempts", task.maxAttempts());
        shown.put("agent", caller.agent());
        shown.put("agentVersion", caller.agentVersion());
        shown.put("schedule", caller.schedule());
        shown.put("prompt", task.prompt());
        shown.put("labels", task.labels());
        shown.put("createdAt", task.createdAt().toString());
        shown.put("timeout", tasks.spec(caller.task()).timeout().toString());
        return json.writeValueAsString(shown);
    }

    private void event(DoorCall call) throws IOException {
        var redaction = redactions.known(call.caller().attempt());
        if (redaction.isEmpty()) {
            refuse(call, ProblemType.UNAVAILABLE, TAKEN_OVER);
            return;
        }
        var body = DoorBody.read(call.request(), LARGEST_EVENT);
        if (body.isEmpty()) {
            refuse(call, ProblemType.TOO_LARGE, "An event has at most 16 KiB.");
            return;
        }
        Said said;
        try {
            said = json.readValue(body.get(), Said.class);
        } catch (JacksonException e) {
            refuse(
                    call,
                    ProblemType.INVALID_REQUEST,
                    "An event is {\"kind\": \"…\", \"data\": {…}} in JSON.");
            return;
        }
        String kind = said == null ? null : said.kind();
        if (said == null || kind == null || !KIND.matcher(kind).matches()) {
            refuse(
                    call,
                    ProblemType.INVALID_REQUEST,
                    "kind: 1 to 64 lower-case letters, digits, '.', '_' and '-' are expected.");
            return;
        }
        if (!tokens.maySay(call.caller().attempt(), body.get().length + EVENT)) {
            refuse(
                    call,
                    ProblemType.TOO_MANY_REQUESTS,
                    "The events of an attempt may have 16 MiB in all.");
            return;
        }
        timeline.note(
                call.caller().task(),
                call.caller().number(),
                kind.startsWith(PREFIX) ? kind : PREFIX + kind,
                said.data() == null ? Map.of() : redaction.get().data(said.data()));
        DoorAnswer.json(call.response(), 202, "{}");
    }

    static void refuse(DoorCall call, ProblemType type, String detail) throws IOException {
        DoorAnswer.problem(call.response(), new DoorRefusal(type, detail));
    }
}
