package ai.openclaw.notify;

import ai.openclaw.base.Ids;
import ai.openclaw.task.TaskView;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What is sent: `type`, `timestamp` and `data`, as Standard Webhooks recommends.
@Component
class Payloads {

    private static final int LONGEST_RESULT = 16 * 1024;

    private final JsonMapper json;
    private final Clock clock;

    Payloads(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /// @param message the event's id, whoever it is sent to
    record Payload(UUID message, EventType type, String body) {}

    Payload of(EventType type, Object data) {
        var body = json.createObjectNode();
        body.put("type", type.toString());
        body.put("timestamp", clock.instant().toString());
        body.set("data", json.valueToTree(data));
        return new Payload(Ids.next(), type, json.writeValueAsString(body));
    }

    /// The task as `GET /tasks/{id}` shows it, but for what the receiver may not need to see or
    /// would be large: the prompt, the command, and a result of more than 16 KiB.
    Payload of(TaskView task) {
        ObjectNode data = json.valueToTree(task);
        data.remove("prompt");
        data.remove("command");
        var result = data.path("result");
        if (!result.isNull() && json.writeValueAsBytes(result).length > LONGEST_RESULT) {
            data.putNull("result");
            data.put("resultOmitted", true);
        }
        return of(EventType.of(task.state()), data);
    }
}
