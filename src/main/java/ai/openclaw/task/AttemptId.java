package ai.openclaw.task;

import ai.openclaw.base.Ids;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The id of one attempt.
public record AttemptId(@JsonValue UUID value) {

    @JsonCreator
    public AttemptId {}

    public static AttemptId next() {
        return new AttemptId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
