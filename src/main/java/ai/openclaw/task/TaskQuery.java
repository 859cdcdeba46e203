package ai.openclaw.task;

import ai.openclaw.base.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which tasks a list shows: those that agree with everything that is given.
///
/// @param states any of these; none for all
/// @param labels all of these
/// @param q a part of the prompt, command, labels or result, upper or lower case; at least 3
///   characters
/// @param from created then or later
/// @param to created before
public record TaskQuery(
        Set<TaskState> states,
        @Nullable String agent,
        @Nullable String schedule,
        Map<String, String> labels,
        @Nullable Reason reason,
        @Nullable String q,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final TaskQuery ALL =
            new TaskQuery(Set.of(), null, null, Map.of(), null, null, null, null);

    public TaskQuery {
        states = Set.copyOf(states);
        labels = Map.copyOf(labels);
    }

    /// Those in any of these states.
    public static TaskQuery in(TaskState... states) {
        return new TaskQuery(
                Set.copyOf(List.of(states)), null, null, Map.of(), null, null, null, null);
    }
}
