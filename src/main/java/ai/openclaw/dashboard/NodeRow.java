package ai.openclaw.dashboard;

import ai.openclaw.queue.NodeView;
import ai.openclaw.queue.NodeView.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A gateway in the list.
///
/// @param icon state whose icon and colour it has
/// @param note what is to be known of its state; null where the state says it all
/// @param work running attempts of as many as it takes
/// @param drainable whether it works and can be asked not to
/// @param drains whether it drains or has drained, and can be taken back
/// @param kills whether what runs can still be ended
record NodeRow(
        String id,
        String shortId,
        String icon,
        String word,
        @Nullable String note,
        String name,
        boolean self,
        String version,
        String engine,
        String work,
        Moment started,
        Moment heartbeat,
        boolean drainable,
        boolean drains,
        boolean kills) {

    static NodeRow of(NodeView it, Instant now) {
        var id = it.id().toString();
        var until = it.detachedUntil();
        return new NodeRow(
                id,
                Shown.shortId(id),
                icon(it.state()),
                word(it.state()),
                it.state() == State.DETACHED && until != null
                        ? "left to itself until " + Shown.full(until)
                        : null,
                it.name(),
                it.self(),
                it.version(),
                it.engine() == null ? "no engine yet" : it.engine(),
                it.running() + " of " + it.workers(),
                Moment.of(it.startedAt(), now),
                Moment.of(it.heartbeatAt(), now),
                it.state() == State.UP,
                it.draining(),
                it.draining() && it.running() > 0);
    }

    private static String icon(State state) {
        return switch (state) {
            case UP -> "SUCCEEDED";
            case DRAINING -> "RUNNING";
            case DRAINED -> "CANCELLED";
            case DETACHED -> "QUEUED";
            case SILENT -> "FAILED";
        };
    }

    private static String word(State state) {
        return switch (state) {
            case UP -> "Up";
            case DRAINING -> "Draining";
            case DRAINED -> "Drained";
            case DETACHED -> "Stopped";
            case SILENT -> "Silent";
        };
    }
}
