package ai.openclaw.schedule;

import ai.openclaw.base.Findings;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskOrder;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes what becomes of due moments, with their tasks, in the transaction that is under way and
/// that holds the schedules' rows. So a slot and its task are there together or not at all.
@Component
class Firing {

    /// How often the ledger of a paused schedule is brought up to date.
    private static final Duration PAUSED = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final ScheduleStore store;
    private final Ledger ledger;
    private final Tasks tasks;
    private final ScheduleSettings settings;
    private final ApplicationEventPublisher events;

    Firing(
            JdbcClient jdbc,
            ScheduleStore store,
            Ledger ledger,
            Tasks tasks,
            ScheduleSettings settings,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.store = store;
        this.ledger = ledger;
        this.tasks = tasks;
        this.settings = settings;
        this.events = events;
    }

    /// A moment that fires, and the task that it asks for.
    private record Shot(
            Schedule schedule, Plan.Fire fire, TaskRequest request, Findings findings) {}

    /// Decides everything that is due of these schedules by now; of a long absence a piece of it.
    void fire(List<Schedule> due, Instant now) {
        var entries = new ArrayList<Ledger.Entry>();
        var shots = new ArrayList<Shot>();
        var next = new ArrayList<ScheduleStore.Next>();
        var plans = due.stream().filter(it -> it.nextDue() != null).map(it -> plan(it, now));
        var planned = plans.toList();
        var open = open(planned);
        var cancelled = new ArrayList<TaskId>();
        for (var it : planned) {
            var schedule = it.schedule();
            var mine = open.getOrDefault(schedule.name(), List.of());
            var overlap =
                    Overlap.of(schedule.spec().policy().overlap(), it.plan().fires(), mine.size());
            it.plan().runs().forEach(run -> entries.add(Ledger.Entry.of(schedule.name(), run)));
            overlap.overlapped().forEach(run -> entries.add(Ledger.Entry.of(schedule.name(), run)));
            overlap.fires().forEach(fire -> shots.add(shot(schedule, fire, overlap.inLine())));
            if (overlap.cancels() && !overlap.fires().isEmpty()) {
                cancelled.addAll(mine);
            }
            next.add(next(schedule, it.calendar(), it.plan().next(), now));
            tellMissed(schedule, it.plan());
        }
        if (!cancelled.isEmpty()) {
            tasks.cancelOpen(cancelled, "a later run of its schedule");
        }
        entries.addAll(submit(shots, now));
        entries.sort(Comparator.comparing(Ledger.Entry::schedule).thenComparing(Ledger.Entry::due));
        ledger.write(entries);
        store.next(next);
    }

    /// A task of the schedule besides its due moments.
    ///
    /// @throws InvalidRequest if the task room refuses it
    TaskId run(Schedule schedule, Instant now) {
        boolean inLine = schedule.spec().policy().overlap() != OnOverlap.SKIP;
        var shot = shot(schedule, new Plan.Fire(now, false), inLine);
        shot.findings().throwIfAny();
        var result =
                tasks.submitOrders(List.of(new TaskOrder(schedule.name(), shot.request())))
                        .getFirst();
        return switch (result) {
            case TaskOrder.Accepted(TaskId task) -> task;
            case TaskOrder.Refused(InvalidRequest why) -> throw why;
        };
    }

    private record Planned(Schedule schedule, Calendar calendar, Plan plan) {}

    private Planned plan(Schedule schedule, Instant now) {
        var calendar = schedule.calendar();
        var from = schedule.nextDue() == null ? now : schedule.nextDue();
        String paused = schedule.paused() ? "Paused by " + schedule.pausedBy() + "." : null;
        return new Planned(
                schedule,
                calendar,
                Plan.of(calendar, schedule.spec().policy(), from, paused, now, settings.grace()));
    }

    static ScheduleStore.Next next(
            Schedule schedule, Calendar calendar, @Nullable Instant due, Instant now) {
        if (due == null) {
            return new ScheduleStore.Next(schedule.name(), null, null);
        }
        var at = calendar.firedAt(due);
        var later = now.plus(PAUSED);
        boolean rests = schedule.paused() && at.isAfter(now) && at.isBefore(later);
        return new ScheduleStore.Next(schedule.name(), due, rests ? later : at);
    }

    private Map<String, List<TaskId>> open(List<Planned> planned) {
        var names =
                planned.stream()
                        .filter(it -> !it.plan().fires().isEmpty())
                        .map(it -> it.schedule().name())
                        .toArray(String[]::new);
        record Open(String schedule, TaskId task) {}
        return jdbc
                .sql(
                        """
                        select schedule, id from task
                        where schedule = any(:names) and state in ('QUEUED', 'RUNNING')
                        """)
                .param("names", names)
                .query((row, n) ->
                        new Open(
                                row.getString("schedule"),
                                new TaskId(row.getObject("id", UUID.class))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Open::schedule,
                                Collectors.mapping(Open::task, Collectors.toList())));
    }

    private Shot shot(Schedule schedule, Plan.Fire fire, boolean inLine) {
        var values =
                new Templates.Values(
                        fire.due(),
                        schedule.calendar().zone(),
                        schedule.lastSuccessAt(),
                        schedule.lastSuccessResult());
        var findings = new Findings();
        var request = Templates.fill(schedule.spec().task(), values, findings);
        String key = inLine ? "schedule:" + schedule.name() : null;
        return new Shot(
                schedule,
                fire,
                request.concurrencyKey() == null && key != null ? request.inLine(key) : request,
                findings);
    }

    private List<Ledger.Entry> submit(List<Shot> shots, Instant now) {
        if (shots.isEmpty()) {
            return List.of();
        }
        var results =
                tasks.submitOrders(
                        shots.stream()
                                .map(it -> new TaskOrder(it.schedule().name(), it.request()))
                                .toList());
        var entries = new ArrayList<Ledger.Entry>();
        for (int i = 0; i < shots.size(); i++) {
            var shot = shots.get(i);
            entries.add(
                    switch (results.get(i)) {
                        case TaskOrder.Accepted(TaskId task) ->
                                entry(
                                        shot,
                                        SlotState.FIRED,
                                        shot.fire().late()
                                                ? "Made up for: no gateway fired it in time."
                                                : null,
                                        task);
                        case TaskOrder.Refused(InvalidRequest why) -> refused(shot, why, now);
                    });
        }
        return entries;
    }

    private Ledger.Entry refused(Shot shot, InvalidRequest why, Instant now) {
        String said = "Its task was refused: " + why.getMessage();
        String detail = said.length() > 1_000 ? said.substring(0, 1_000) + "…" : said;
        var schedule = shot.schedule();
        events.publishEvent(
                new ScheduleEvent(schedule.name(), ScheduleEvent.Kind.MISSED, null, 1, detail));
        var most = schedule.spec().policy().disableAfterFailures();
        int failures =
                jdbc.sql(
                                """
                                update schedule set failures = failures + 1
                                where name = :name returning failures
                                """)
                        .param("name", schedule.name())
                        .query(Integer.class)
                        .single();
        if (most != null && failures >= most) {
            pause(schedule.name(), failures, detail, now);
        }
        return entry(shot, SlotState.MISSED, detail, null);
    }

    /// After too many failures in a row.
    void pause(String name, int failures, String last, Instant now) {
        String why = failures + " failures in a row, the last: " + last;
        store.pause(name, now, "disableAfterFailures", why);
        events.publishEvent(
                new ScheduleEvent(name, ScheduleEvent.Kind.PAUSED, null, failures, why));
    }

    private static Ledger.Entry entry(
            Shot shot, SlotState state, @Nullable String why, @Nullable TaskId task) {
        var due = shot.fire().due();
        return new Ledger.Entry(shot.schedule().name(), due, due, 1, state, why, task);
    }

    private void tellMissed(Schedule schedule, Plan plan) {
        for (var run : plan.runs()) {
            if (run.state() == SlotState.MISSED) {
                events.publishEvent(
                        new ScheduleEvent(
                                schedule.name(),
                                ScheduleEvent.Kind.MISSED,
                                null,
                                run.count(),
                                run.why()));
            }
        }
    }
}
