package ai.openclaw.dashboard;

import ai.openclaw.task.Attempt;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of what is known about a task's newest attempt.
///
/// @param since if it is a time that goes on: since when
/// @param mono whether it is a machine's word
/// @param href where more is said, or null
record Fact(
        String name, String value, @Nullable String since, boolean mono, @Nullable String href) {

    static List<Fact> of(Task task, TaskSpec spec, @Nullable Attempt attempt, Instant now) {
        var facts = new ArrayList<Fact>();
        facts.add(elapsed(attempt, now));
        facts.add(plain("Time limit", Shown.duration(spec.timeout())));
        facts.add(plain("Memory limit", Shown.orDash(spec.limits().memory())));
        facts.add(
                plain(
                        "CPU limit",
                        spec.limits().cpus() == null ? "–" : spec.limits().cpus() + " cores"));
        facts.add(plain("Network", spec.network().toString()));
        var usage = task.usage();
        if (usage.peakMemoryBytes() > 0) {
            facts.add(plain("Peak memory", Shown.bytes(usage.peakMemoryBytes())));
        }
        if (usage.cpuSeconds() > 0) {
            facts.add(plain("CPU used", "%.1f s".formatted(usage.cpuSeconds())));
        }
        if (usage.outputBytes() > 0) {
            facts.add(plain("Output", Shown.bytes(usage.outputBytes())));
        }
        facts.add(plain("Exit code", Shown.orDash(task.exitCode())));
        if (attempt != null) {
            facts.add(plain("Engine", Shown.orDash(attempt.engine())));
            facts.add(mono("Image", attempt.image() == null ? spec.image() : attempt.image()));
            if (attempt.sandbox() != null) {
                facts.add(mono("Sandbox", attempt.sandbox().toString()));
                facts.add(plain("Destroyed", destroyed(attempt)));
            }
            if (attempt.receipt() != null) {
                String id = attempt.receipt().toString();
                facts.add(new Fact("Receipt", id, null, true, "/doctor/receipts/" + id));
            }
        }
        return List.copyOf(facts);
    }

    private static Fact elapsed(@Nullable Attempt attempt, Instant now) {
        var started = attempt == null ? null : attempt.startedAt();
        if (attempt == null || started == null) {
            return plain("Ran", "–");
        }
        var finished = attempt.finishedAt();
        var ran = Shown.duration(Duration.between(started, finished == null ? now : finished));
        return new Fact("Ran", ran, finished == null ? started.toString() : null, false, null);
    }

    private static String destroyed(Attempt attempt) {
        var at = attempt.destroyedAt();
        return at == null ? "after the end" : Shown.full(at);
    }

    static Fact plain(String name, String value) {
        return new Fact(name, value, null, false, null);
    }

    static Fact mono(String name, String value) {
        return new Fact(name, value, null, true, null);
    }
}
