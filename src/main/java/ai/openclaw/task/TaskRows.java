package ai.openclaw.task;

import ai.openclaw.agent.Budget;
import ai.openclaw.agent.RetryPolicy;
import ai.openclaw.base.Reason;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rows of `task` and `attempt` as records, and the JSON in their columns.
@Component
class TaskRows {

    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JsonMapper json;

    TaskRows(JsonMapper json) {
        // A row written by another version may have fields that this one does not know.
        this.json =
                json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    Task task(ResultSet row, int n) throws SQLException {
        String command = row.getString("command");
        String result = row.getString("result");
        UUID parent = row.getObject("parent", UUID.class);
        return new Task(
                new TaskId(row.getObject("id", UUID.class)),
                row.getString("agent"),
                row.getInt("agent_version"),
                TaskState.valueOf(row.getString("state")),
                reason(row),
                row.getString("detail"),
                row.getObject("exit_code", Integer.class),
                result == null ? null : json.readTree(result),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getString("prompt"),
                command == null ? null : json.readValue(command, STRINGS),
                json.readValue(row.getString("labels"), LABELS),
                row.getInt("priority"),
                row.getString("concurrency_key"),
                parent == null ? null : new TaskId(parent),
                row.getString("schedule"),
                row.getString("callback_url"),
                instant(row, "cancel_requested_at"),
                at(row, "created_at"),
                at(row, "run_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                usage(row.getString("usage")));
    }

    Attempt attempt(ResultSet row, int n) throws SQLException {
        return new Attempt(
                new AttemptId(row.getObject("id", UUID.class)),
                new TaskId(row.getObject("task", UUID.class)),
                row.getInt("number"),
                TaskState.valueOf(row.getString("state")),
                reason(row),
                row.getString("detail"),
                row.getObject("exit_code", Integer.class),
                row.getObject("node", UUID.class),
                row.getString("engine"),
                row.getString("image"),
                row.getObject("sandbox", UUID.class),
                row.getObject("warm", Boolean.class),
                row.getObject("receipt", UUID.class),
                at(row, "due_at"),
                at(row, "queued_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                instant(row, "destroyed_at"));
    }

    TaskSpec spec(String column) {
        return json.readValue(column, TaskSpec.class);
    }

    Budget budget(String column) {
        return json.readValue(column, Budget.class);
    }

    RetryPolicy retry(String column) {
        return json.readValue(column, RetryPolicy.class);
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    Usage usage(String column) {
        JsonNode usage = json.readTree(column);
        return new Usage(
                usage.path("inputTokens").asLong(0),
                usage.path("outputTokens").asLong(0),
                usage.path("cachedTokens").asLong(0),
                usage.path("usd").asDecimal(BigDecimal.ZERO),
                usage.path("cpuSeconds").asDouble(0),
                usage.path("peakMemoryBytes").asLong(0),
                usage.path("outputBytes").asLong(0));
    }

    private static @Nullable Reason reason(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return reason == null ? null : Reason.valueOf(reason);
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
