package ai.openclaw.task;

import ai.openclaw.base.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How attempts end, and what comes after them.
@Component
class Endings {

    private static final int LONGEST_DETAIL = 8_000;

    private final AttemptStore attempts;
    private final SentResults sent;
    private final Crashes crashes;
    private final TaskSettings settings;
    private final ObjectProvider<Enqueuer> enqueuer;
    private final ApplicationEventPublisher events;

    Endings(
            AttemptStore attempts,
            SentResults sent,
            Crashes crashes,
            TaskSettings settings,
            ObjectProvider<Enqueuer> enqueuer,
            ApplicationEventPublisher events) {
        this.attempts = attempts;
        this.sent = sent;
        this.crashes = crashes;
        this.settings = settings;
        this.enqueuer = enqueuer;
        this.events = events;
    }

    /// @return false if the attempt was not RUNNING any more
    @Transactional
    public boolean finish(AttemptId id, Ending reported, @Nullable Instant destroyedAt) {
        var ending = storable(id, reported);
        var ended = attempts.end(id, ending, destroyedAt).orElse(null);
        if (ended == null) {
            return false;
        }
        var progress = attempts.lockTask(ended, crashes.tooMany(id));
        var usage = progress.usage().plus(ending.usage());
        tell(ended, "attempt.finished", outcome(ending.state(), ending.reason(), ended));
        switch (Verdict.of(ending, progress, settings, ThreadLocalRandom.current().nextDouble())) {
            case Verdict.Again again -> {
                attempts.requeue(ended, again.counts(), usage);
                next(ended, again);
            }
            case Verdict.Over over -> {
                attempts.endTask(ended, over, ending.result(), usage);
                tell(ended, "task.finished", outcome(over.state(), over.reason(), ended));
            }
        }
        return true;
    }

    /// What Postgres cannot hold must not keep a task from ending: NUL in a text, and JSON that is
    /// valid to us but not to `jsonb`.
    private Ending storable(AttemptId id, Ending ending) {
        String detail = ending.detail();
        if (detail == null && ending.state() == TaskState.CANCELLED) {
            detail = attempts.canceller(id).map(by -> "Cancelled by " + by + ".").orElse(null);
        }
        if (detail != null) {
            detail = detail.replace('\0', '?');
            detail =
                    detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
        }
        var result = ending.result();
        if (result != null && !attempts.holds(result)) {
            result = null;
            detail =
                    (detail == null ? "" : detail + " ")
                            + "The result was dropped: it is JSON that Postgres cannot store, such as"
                            + " a string with a NUL character.";
        }
        var earlier = sent.take(id);
        return new Ending(
                ending.state(),
                ending.reason(),
                detail,
                ending.exitCode(),
                result != null ? result : earlier.orElse(null),
                ending.usage());
    }

    private void next(Attempt ended, Verdict.Again again) {
        var id = AttemptId.next();
        attempts.insertNext(id, ended.task(), again.pause());
        enqueuer.ifAvailable(it -> it.enqueue(List.of(id)));
        events.publishEvent(
                new TaskEvent(
                        ended.task(),
                        ended.number() + 1,
                        "attempt.retrying",
                        Map.of("waitSeconds", again.pause().toMillis() / 1000.0)));
    }

    private void tell(Attempt attempt, String kind, Map<String, Object> detail) {
        events.publishEvent(new TaskEvent(attempt.task(), attempt.number(), kind, detail));
    }

    private static Map<String, Object> outcome(
            TaskState state, @Nullable Reason reason, Attempt ended) {
        var detail = new HashMap<String, Object>();
        detail.put("state", state.name());
        if (reason != null) {
            detail.put("reason", reason.name());
        }
        if (ended.exitCode() != null) {
            detail.put("exitCode", ended.exitCode());
        }
        if (ended.detail() != null) {
            detail.put("detail", ended.detail());
        }
        return detail;
    }
}
