package ai.openclaw.dashboard;

import ai.openclaw.fleet.FleetSandbox;
import ai.openclaw.sandbox.LiveSandbox.State;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A sandbox in the list.
///
/// @param icon state whose icon and colour it has
/// @param title whom it serves
/// @param href the task's page; null without a task
/// @param node its short id
/// @param age since when it is there
/// @param killable whether somebody has it who can kill it: a pool or an attempt
record SandboxRow(
        String id,
        String shortId,
        String icon,
        String word,
        String title,
        @Nullable String href,
        boolean warm,
        String node,
        String image,
        String cpu,
        String memory,
        Moment age,
        boolean killable) {

    static SandboxRow of(FleetSandbox it, Instant now) {
        var id = it.id().toString();
        return new SandboxRow(
                id,
                Shown.shortId(id),
                it.state() == State.RUNNING ? "RUNNING" : "QUEUED",
                word(it.state()),
                title(it),
                it.task() == null ? null : "/tasks/" + it.task(),
                it.warm() && it.task() != null,
                Shown.shortId(it.node().toString()),
                image(it.image()),
                it.cpuSeconds() == null
                        ? "–"
                        : String.format(Locale.ROOT, "%.2f s", it.cpuSeconds()),
                it.memoryBytes() == null ? "–" : Shown.bytes(it.memoryBytes()),
                Moment.of(it.createdAt(), now),
                it.state() == State.WARM || (it.state() == State.RUNNING && it.task() != null));
    }

    private static String word(State state) {
        return switch (state) {
            case MAKING -> "Being made";
            case WARM -> "Warm";
            case RUNNING -> "Running";
            case ENDING -> "Ending";
        };
    }

    private static String title(FleetSandbox it) {
        if (it.task() == null) {
            return switch (it.state()) {
                case MAKING, RUNNING -> "Nobody’s yet";
                case WARM -> "Waits for a task";
                case ENDING -> "Served its turn";
            };
        }
        return "Attempt %d of a task of %s".formatted(it.attempt(), it.agent());
    }

    /// A digest is long and says little beyond its beginning.
    private static String image(String image) {
        int digest = image.indexOf("sha256:");
        int end = digest + "sha256:".length() + 12;
        return digest >= 0 && image.length() > end ? image.substring(0, end) + "…" : image;
    }
}
