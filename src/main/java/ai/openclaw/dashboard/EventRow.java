package ai.openclaw.dashboard;

import ai.openclaw.log.TimelineEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// One line of a task's timeline, in a person's words.
///
/// @param icon a symbol of the sprite
/// @param state colours it; one of the stylesheet's
/// @param allow the host that the agent would have to allow; empty if this is not about one
record EventRow(
        String time,
        String full,
        String attempt,
        String icon,
        String state,
        String word,
        String detail,
        String allow) {

    private static final int LONGEST_VALUE = 300;

    /// What the row says by other means.
    private static final Set<String> UNSAID = Set.of("warning", "state", "allow");

    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("task.queued", "Accepted"),
                    Map.entry("task.cancel_requested", "Cancellation asked for"),
                    Map.entry("task.retried", "Retried by hand"),
                    Map.entry("task.copied", "Copied"),
                    Map.entry("task.finished", "Task finished"),
                    Map.entry("attempt.started", "Attempt started"),
                    Map.entry("attempt.finished", "Attempt finished"),
                    Map.entry("attempt.retrying", "Another attempt follows"),
                    Map.entry("attempt.abandoned", "Attempt given up"),
                    Map.entry("attempt.detached", "Gateway went away"),
                    Map.entry("attempt.resumed", "Gateway came back"),
                    Map.entry("image.pulling", "Pulling the image"),
                    Map.entry("image.ready", "Image ready"),
                    Map.entry("sandbox.created", "Sandbox created"),
                    Map.entry("sandbox.no_network", "No way to the gateway"),
                    Map.entry("sandbox.disk_watched", "Disk limit is watched"),
                    Map.entry("files.put", "Files put in"),
                    Map.entry("program.started", "Program started"),
                    Map.entry("program.stopping", "Stopping the program"),
                    Map.entry("program.ended", "Program ended"),
                    Map.entry("result.refused", "Result refused"),
                    Map.entry("artifacts.collected", "Artifacts collected"),
                    Map.entry("artifacts.lost", "Artifacts lost"),
                    Map.entry("artifacts.removed", "Artifacts removed by age"),
                    Map.entry("log.removed", "Log removed by age"),
                    Map.entry("agent.turn", "The agent spoke"),
                    Map.entry("agent.tool", "The agent used a tool"),
                    Map.entry("agent.result", "The tool was done"),
                    Map.entry("agent.retry", "The agent asks the model again"),
                    Map.entry("agent.finish", "The agent ended"),
                    Map.entry("egress.allowed", "Went out"),
                    Map.entry("egress.denied", "Way out refused"),
                    Map.entry("egress.failed", "No answer from outside"),
                    Map.entry("egress.total", "Traffic"),
                    Map.entry("sandbox.taken", "Warm sandbox taken"),
                    Map.entry("sandbox.destroyed", "Sandbox destroyed"),
                    Map.entry("sandbox.left_behind", "Sandbox left behind"));

    static EventRow of(TimelineEvent event) {
        var state = state(event);
        return new EventRow(
                Shown.clock(event.at()),
                Shown.full(event.at()),
                event.attempt() == null ? "" : event.attempt().toString(),
                icon(event.kind(), state),
                state,
                WORDS.getOrDefault(event.kind(), event.kind()),
                detail(event.detail()),
                event.kind().equals("egress.denied")
                        ? Objects.toString(event.detail().get("allow"), "")
                        : "");
    }

    private static String state(TimelineEvent event) {
        if (event.kind().endsWith(".finished")) {
            return String.valueOf(event.detail().getOrDefault("state", "QUEUED"));
        }
        if (event.detail().containsKey("warning")
                || event.kind().endsWith(".lost")
                || event.kind().endsWith(".left_behind")
                || event.kind().endsWith(".abandoned")) {
            return "warn";
        }
        return event.kind().equals("program.started") ? "RUNNING" : "QUEUED";
    }

    private static String icon(String kind, String state) {
        if (state.equals("warn")) {
            return "warn";
        }
        if (kind.endsWith(".finished") || kind.equals("program.started")) {
            return state;
        }
        if (kind.startsWith("sandbox.")) {
            return "sandbox";
        }
        if (kind.startsWith("artifacts.") || kind.startsWith("files.")) {
            return "file";
        }
        return kind.equals("task.queued") ? "QUEUED" : "clock";
    }

    private static String detail(Map<String, Object> detail) {
        return detail.entrySet().stream()
                .filter(it -> it.getValue() != null && !UNSAID.contains(it.getKey()))
                .sorted(
                        Comparator.comparingInt((Map.Entry<String, Object> it) -> rank(it.getKey()))
                                .thenComparing(Map.Entry::getKey))
                .map(it -> value(it.getKey(), it.getValue()))
                .collect(Collectors.joining(" · "));
    }

    private static int rank(String name) {
        return switch (name) {
            case "reason" -> 0;
            case "detail", "message", "why" -> 1;
            case "ms" -> 3;
            default -> 2;
        };
    }

    private static String value(String name, Object value) {
        if (name.equals("ms") && value instanceof Number ms) {
            return "took " + Shown.duration(Duration.ofMillis(ms.longValue()));
        }
        var said = Shown.cut(value.toString().replaceAll("\\p{Cntrl}+", " "), LONGEST_VALUE);
        return switch (name) {
            case "detail", "message", "why", "reason" -> said;
            default -> spaced(name) + " " + said;
        };
    }

    /// `exitCode` as `exit code`.
    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
