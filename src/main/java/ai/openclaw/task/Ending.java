package ai.openclaw.task;

import ai.openclaw.base.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How an attempt ended.
///
/// @param reason null for success alone
/// @param detail a sentence for a person; on success a warning, or null
/// @param usage what the attempt used, without model calls
public record Ending(
        TaskState state,
        @Nullable Reason reason,
        @Nullable String detail,
        @Nullable Integer exitCode,
        @Nullable JsonNode result,
        Usage usage) {

    public Ending {
        if (!state.finished() || (state == TaskState.SUCCEEDED) != (reason == null)) {
            throw new IllegalArgumentException("not an ending: " + state + " " + reason);
        }
    }
}
