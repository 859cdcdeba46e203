package ai.openclaw.schedule;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.Findings;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.task.TaskId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The front door of schedules. Before anything about a schedule is changed, what is due by then is
/// decided as it was said before, so that no change loses a moment.
@Component
public class Schedules {

    private final InstantSource time;
    private final ScheduleStore store;
    private final Ledger ledger;
    private final Firing firing;
    private final ScheduleRules rules;
    private final ApplicationEventPublisher events;

    Schedules(
            @Qualifier(DatabaseTime.BEAN) InstantSource time,
            ScheduleStore store,
            Ledger ledger,
            Firing firing,
            ScheduleRules rules,
            ApplicationEventPublisher events) {
        this.time = time;
        this.store = store;
        this.ledger = ledger;
        this.firing = firing;
        this.rules = rules;
        this.events = events;
    }

    public Optional<Schedule> find(String name) {
        return store.find(name);
    }

    /// @throws NotFound if there is none
    public Schedule get(String name) {
        return find(name).orElseThrow(() -> new NotFound("schedule", name));
    }

    /// By name.
    ///
    /// @param page with a cursor of one key
    public Page<Schedule> list(PageRequest page) {
        return store.list(page);
    }

    /// The ledger, newest first.
    ///
    /// @param page with a cursor of one key
    /// @throws NotFound if there is no such schedule
    public Page<Slot> slots(String name, PageRequest page) {
        var _ = get(name);
        return ledger.list(name, page);
    }

    /// What the ledger says of a stretch of time, counted, oldest first.
    public List<SlotTally> tally(String name, Instant from, Instant to) {
        return ledger.tally(name, from, to);
    }

    /// The newest slots of each of these schedules, newest first.
    public Map<String, List<Slot>> newestSlots(Collection<String> names, int each) {
        return ledger.newest(names, each);
    }

    /// The next moments of which the ledger says nothing yet.
    public List<Instant> upcoming(Schedule schedule, int count) {
        var next = schedule.nextDue();
        return next == null ? List.of() : schedule.calendar().next(next.minusNanos(1), count);
    }

    /// What a timing means: in words, and its next moments from now.
    ///
    /// @throws InvalidRequest naming every field that is wrong
    public Preview preview(Timing timing, int count) {
        var findings = new Findings();
        TimingRules.check(timing, findings);
        findings.throwIfAny();
        var now = time.instant();
        return Preview.of(Calendar.of("preview", timing, now), timing, now, count);
    }

    /// Makes the schedule's next version, or its first; an equal spec makes none.
    ///
    /// @param expected the version that the caller has seen, or null to put in any case
    /// @param paused whether it is to be paused from now on; null leaves that
    /// @throws InvalidRequest naming every field that is wrong
    /// @throws Conflict if the schedule is at another version by now
    @Transactional
    public Schedule put(
            String name,
            ScheduleSpec spec,
            @Nullable Integer expected,
            @Nullable Boolean paused,
            String by) {
        var now = time.instant();
        var before = settled(name, now).orElse(null);
        int version = before == null ? 0 : before.version();
        if (expected != null && expected != version) {
            throw new Conflict(
                    "The schedule "
                            + name
                            + " is at version "
                            + version
                            + ", not "
                            + expected
                            + ".");
        }
        if (before == null || !store.isNewest(name, spec)) {
            rules.check(name, spec, now);
            inFuture(spec.timing().at(), before, now);
            write(name, version, spec, before, now, by);
        }
        if (paused != null) {
            pauseOrResume(name, paused, by, now);
        }
        return get(name);
    }

    /// @throws NotFound if there is none
    @Transactional
    public void delete(String name, String by) {
        if (!store.delete(name)) {
            throw new NotFound("schedule", name);
        }
        tell(name, "delete", by);
    }

    /// From now on nothing of it fires; the ledger says what would have. Twice is fine.
    ///
    /// @throws NotFound if there is none
    @Transactional
    public Schedule pause(String name, String by) {
        var now = time.instant();
        var _ = settled(name, now).orElseThrow(() -> new NotFound("schedule", name));
        pauseOrResume(name, true, by, now);
        return get(name);
    }

    /// It fires again, from what is due after now on. Twice is fine.
    ///
    /// @throws NotFound if there is none
    @Transactional
    public Schedule resume(String name, String by) {
        var now = time.instant();
        var _ = settled(name, now).orElseThrow(() -> new NotFound("schedule", name));
        pauseOrResume(name, false, by, now);
        return get(name);
    }

    /// Runs it now, besides its due moments, also when it is paused.
    ///
    /// @throws NotFound if there is none
    /// @throws InvalidRequest if its task is not accepted any more
    @Transactional
    public TaskId run(String name, String by) {
        var schedule = store.lock(name).orElseThrow(() -> new NotFound("schedule", name));
        var task = firing.run(schedule, time.instant().truncatedTo(ChronoUnit.SECONDS));
        tell(name, "run", by);
        return task;
    }

    /// The schedule's row, held, with all that is due by now decided.
    private Optional<Schedule> settled(String name, Instant now) {
        var schedule = store.lock(name);
        while (schedule.isPresent() && isDue(schedule.get(), now)) {
            firing.fire(List.of(schedule.get()), now);
            schedule = store.lock(name);
        }
        return schedule;
    }

    private static boolean isDue(Schedule schedule, Instant now) {
        var due = schedule.nextDue();
        return due != null && !schedule.calendar().firedAt(due).isAfter(now);
    }

    private static void inFuture(@Nullable Instant at, @Nullable Schedule before, Instant now) {
        boolean kept = before != null && Objects.equals(before.spec().timing().at(), at);
        if (at != null && !kept && !at.isAfter(now)) {
            throw InvalidRequest.of("at", "lies in the past: it would never be due.");
        }
    }

    private void write(
            String name,
            int version,
            ScheduleSpec spec,
            @Nullable Schedule before,
            Instant now,
            String by) {
        var madeAt = before == null ? now : before.createdAt();
        if (before == null && !store.insert(name, madeAt)) {
            throw new Conflict("Somebody else makes the schedule " + name + " at this moment.");
        }
        store.addVersion(name, version + 1, spec, by);
        var schedule = store.lock(name).orElseThrow();
        var calendar = schedule.calendar();
        var due = calendar.next(decidedUntil(name, before, now));
        store.next(List.of(Firing.next(schedule, calendar, due, now)));
        store.wake();
        tell(name, version == 0 ? "create" : "change", by);
    }

    /// What jitter still holds back is not decided; what the ledger has is, even if the clock was
    /// set back since.
    private Instant decidedUntil(String name, @Nullable Schedule before, Instant now) {
        var pending = before == null ? null : before.nextDue();
        var until = pending != null && !pending.isAfter(now) ? pending.minusNanos(1) : now;
        var last = ledger.newest(List.of(name), 1).getOrDefault(name, List.of());
        return last.isEmpty() || last.getFirst().lastDue().isBefore(until)
                ? until
                : last.getFirst().lastDue();
    }

    private void pauseOrResume(String name, boolean pause, String by, Instant now) {
        if (get(name).paused() == pause) {
            return;
        }
        if (pause) {
            store.pause(name, now, by, "By hand.");
        } else {
            store.resume(name);
        }
        var schedule = get(name);
        store.next(List.of(Firing.next(schedule, schedule.calendar(), schedule.nextDue(), now)));
        store.wake();
        tell(name, pause ? "pause" : "resume", by);
    }

    private void tell(String name, String action, String by) {
        events.publishEvent(new ScheduleChanged(name, action, by));
    }
}
