package ai.openclaw.task;

import ai.openclaw.base.Ids;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The id of one task.
public record TaskId(@JsonValue UUID value) {

    @JsonCreator
    public TaskId {}

    public static TaskId next() {
        return new TaskId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
