package ai.openclaw.worker;

import ai.openclaw.log.Timeline;
import ai.openclaw.task.Attempt;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes an attempt's steps into the timeline, each with the milliseconds since the one before.
/// The timeline tells about the attempt and does not decide it: a line that cannot be written is
/// missing, and no more.
final class Steps {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);

    private final Timeline timeline;
    private final Attempt attempt;
    private long last = System.nanoTime();

    Steps(Timeline timeline, Attempt attempt) {
        this.timeline = timeline;
        this.attempt = attempt;
    }

    /// A step is done.
    void done(String kind, Map<String, Object> detail) {
        long now = System.nanoTime();
        var timed = new HashMap<>(detail);
        timed.put("ms", (now - last) / 1_000_000);
        last = now;
        note(kind, timed);
    }

    /// Something worth knowing in the middle of a step.
    void note(String kind, Map<String, Object> detail) {
        try {
            timeline.note(attempt.task(), attempt.number(), kind, detail);
        } catch (RuntimeException e) {
            log.warn("Not in the timeline of task {}: {} {}", attempt.task(), kind, e.toString());
        }
    }
}
