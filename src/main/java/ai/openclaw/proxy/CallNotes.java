package ai.openclaw.proxy;

import ai.openclaw.auth.TaskCaller;
import ai.openclaw.auth.TaskTokens;
import ai.openclaw.base.Text;
import ai.openclaw.budget.CallEnd;
import ai.openclaw.log.Timeline;
import ai.openclaw.model.ModelRef;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Model calls in the timeline. A task that calls without end is not noted without end.
@Component
class CallNotes {

    private static final Logger log = LoggerFactory.getLogger(CallNotes.class);

    /// What a note counts for, of the 16 MiB that an attempt may say.
    private static final int NOTE = 1_024;

    private final Timeline timeline;
    private final TaskTokens tokens;

    CallNotes(Timeline timeline, TaskTokens tokens) {
        this.timeline = timeline;
        this.tokens = tokens;
    }

    void ended(TaskCaller caller, String asked, CallEnd end, Optional<BigDecimal> usd) {
        var detail = new HashMap<String, Object>();
        detail.put("asked", Text.printable(asked, 200));
        if (end.provider() != null) {
            detail.put("model", end.provider() + "/" + end.model());
        }
        if (end.status() != null) {
            detail.put("status", end.status());
        }
        if (end.firstByteMillis() != null) {
            detail.put("firstByteMs", end.firstByteMillis());
        }
        detail.put("ms", end.totalMillis());
        detail.put("outcome", end.outcome().name());
        detail.put("inputTokens", end.tokens().input());
        detail.put("outputTokens", end.tokens().output());
        if (end.tokens().estimated()) {
            detail.put("estimated", true);
        }
        usd.ifPresent(it -> detail.put("usd", it));
        note(caller, "model.call", detail);
    }

    void refused(TaskCaller caller, String asked, String why) {
        note(
                caller,
                "model.refused",
                Map.of(
                        "warning", true,
                        "asked", Text.printable(asked, 200),
                        "why", Text.printable(why, 500)));
    }

    /// @param model what is tried now
    /// @param why the one before did not do
    void again(TaskCaller caller, ModelRef model, String why) {
        note(
                caller,
                "model.retried",
                Map.of("model", model.key(), "why", Text.printable(why, 200)));
    }

    private void note(TaskCaller caller, String kind, Map<String, Object> detail) {
        try {
            if (tokens.maySay(caller.attempt(), NOTE)) {
                timeline.note(caller.task(), caller.number(), kind, detail);
            }
        } catch (RuntimeException e) {
            log.warn("Not in the timeline of task {}: {} {}", caller.task(), kind, e.toString());
        }
    }
}
