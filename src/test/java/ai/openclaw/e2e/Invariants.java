package ai.openclaw.e2e;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What holds after every run, whatever went wrong in it. Pure: compares what was seen from outside
/// with what the database says, and gives each contradiction as a sentence.
record Invariants(Ledger ledger, Rows rows) {

    private static final Set<String> TERMINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

    List<String> violations() {
        var found = new ArrayList<String>();
        found.addAll(acceptedEndOnce());
        found.addAll(successes());
        found.addAll(logs());
        found.addAll(concurrency());
        found.addAll(left());
        found.addAll(keys());
        return found;
    }

    /// Every accepted task has a row with a terminal state, the one that clients were told, and
    /// none of its attempts goes on.
    private List<String> acceptedEndOnce() {
        var found = new ArrayList<String>();
        var states = states();
        for (var post : ledger.posts()) {
            for (var task : post.tasks()) {
                var state = states.get(task);
                if (state == null) {
                    found.add("accepted task " + task + " is lost");
                } else if (!TERMINAL.contains(state)) {
                    found.add("accepted task " + task + " is " + state);
                }
            }
        }
        for (var end : ledger.ends()) {
            var state = states.get(end.task());
            if (!end.state().equals(state)) {
                found.add("task %s was %s and is %s now".formatted(end.task(), end.state(), state));
            }
        }
        return found;
    }

    /// At most one attempt of a task succeeds, the task then has, and the engine saw its sandbox
    /// end with 0; what failed by its exit code did not end with 0.
    private List<String> successes() {
        var found = new ArrayList<String>();
        var deaths = ledger.deaths().stream().collect(Collectors.groupingBy(Ledger.Death::sandbox));
        var states = states();
        byTask().forEach((task, attempts) -> {
            long succeeded = attempts.stream().filter(a -> a.is("SUCCEEDED")).count();
            if (succeeded > 1) {
                found.add("task %s succeeded %d times".formatted(task, succeeded));
            }
            if (succeeded == 1 != "SUCCEEDED".equals(states.get(task))) {
                found.add("task " + task + " says otherwise than its attempts");
            }
            for (var attempt : attempts) {
                boolean success = attempt.is("SUCCEEDED");
                if (!success && !"EXIT_CODE".equals(attempt.reason())) {
                    continue;
                }
                var seen = deaths.getOrDefault(String.valueOf(attempt.sandbox()), List.of());
                if (seen.isEmpty() && !unseen(attempt)) {
                    found.add("no engine saw the end of " + name(attempt));
                }
                if (seen.stream().anyMatch(death -> (death.exitCode() == 0) != success)) {
                    found.add(name(attempt) + " ended otherwise by the engine: " + seen);
                }
            }
        });
        return found;
    }

    /// An engine that is away records nothing.
    private boolean unseen(Rows.Attempt attempt) {
        var from = attempt.startedAt();
        var to = attempt.finishedAt();
        return from != null
                && to != null
                && ledger.outages().stream().anyMatch(outage -> outage.touches(from, to));
    }

    /// Of each attempt the log holds a beginning of what its script prints, in order, each line
    /// once; all of it if it ended by itself. Only a gap line may stand for lines.
    private List<String> logs() {
        var found = new ArrayList<String>();
        var scripts = new HashMap<String, Ledger.Script>();
        ledger.posts().forEach(post -> post.tasks().forEach(id -> scripts.put(id, post.job())));
        Map<String, List<Rows.Line>> byTask =
                rows.lines().stream().collect(Collectors.groupingBy(Rows.Line::task));
        for (var attempt : rows.attempts()) {
            var script = scripts.get(attempt.task());
            if (script == null) {
                continue;
            }
            var lines =
                    byTask.getOrDefault(attempt.task(), List.of()).stream()
                            .filter(line -> line.attempt() == attempt.number())
                            .toList();
            log(attempt, script, lines).forEach(what -> found.add(name(attempt) + ": " + what));
        }
        return found;
    }

    private static List<String> log(
            Rows.Attempt attempt, Ledger.Script script, List<Rows.Line> lines) {
        int next = 0;
        boolean gap = false;
        for (var line : lines) {
            if (line.gap()) {
                gap = true;
                continue;
            }
            var printed = PrintedLine.parse(line.text()).orElse(null);
            if (printed == null
                    || printed.script() != script.number()
                    || printed.attempt() != attempt.number()
                    || printed.checksum()
                            != PrintedLine.checksum(script.number(), printed.index())) {
                return List.of("a line that it did not print: " + line.text());
            }
            if (printed.index() < next) {
                return List.of("a doubled line: " + line.text());
            }
            if (printed.index() > next && !gap) {
                return List.of("line " + next + " is missing before: " + line.text());
            }
            next = printed.index() + 1;
            gap = false;
        }
        boolean whole = attempt.is("SUCCEEDED") || "EXIT_CODE".equals(attempt.reason());
        return whole && !gap && next != script.lines()
                ? List.of("%d lines of %d".formatted(next, script.lines()))
                : List.of();
    }

    /// No two programs with one concurrency key ran at a time, by the time that they printed first
    /// and the engine's record of their end, unless an attempt was given up.
    private List<String> concurrency() {
        var found = new ArrayList<String>();
        var runs = runs();
        for (int i = 1; i < runs.size(); i++) {
            var before = runs.get(i - 1);
            var after = runs.get(i);
            if (before.key().equals(after.key()) && after.from().isBefore(before.to())) {
                found.add(
                        "key %s ran twice at a time: %s and %s"
                                .formatted(before.key(), before, after));
            }
        }
        return found;
    }

    private record Run(String key, String attempt, Instant from, Instant to) {}

    private List<Run> runs() {
        var runs = new ArrayList<Run>();
        Map<String, Instant> ends =
                ledger.deaths().stream()
                        .collect(
                                Collectors.toMap(
                                        Ledger.Death::sandbox, Ledger.Death::at, (a, _) -> a));
        for (var attempt : rows.attempts()) {
            var key = attempt.concurrencyKey();
            var end = ends.get(String.valueOf(attempt.sandbox()));
            if (key == null || end == null || attempt.givenUp()) {
                continue;
            }
            rows.lines().stream()
                    .filter(line -> line.task().equals(attempt.task()))
                    .filter(line -> line.attempt() == attempt.number() && !line.gap())
                    .findFirst()
                    .flatMap(line -> PrintedLine.parse(line.text()))
                    .flatMap(PrintedLine::at)
                    .ifPresent(from -> runs.add(new Run(key, name(attempt), from, end)));
        }
        runs.sort(Comparator.comparing(Run::key).thenComparing(Run::from));
        return runs;
    }

    /// Nothing is left over: on the engines, among JobRunr's jobs, among the attempts.
    private List<String> left() {
        var found = new ArrayList<String>();
        ledger.left().forEach(it -> found.add("left over: " + it));
        if (rows.processing() > 0) {
            found.add(rows.processing() + " jobs are still being processed");
        }
        for (var attempt : rows.attempts()) {
            if (!TERMINAL.contains(attempt.state())) {
                found.add(name(attempt) + " is " + attempt.state());
            }
        }
        return found;
    }

    /// One key makes one task, the one that every answer names; what was never answered made none,
    /// or one that ended.
    private List<String> keys() {
        var found = new ArrayList<String>();
        Map<String, Set<String>> made =
                rows.keys().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Rows.Key::key,
                                        Collectors.mapping(Rows.Key::task, Collectors.toSet())));
        var states = states();
        int tasks = 0;
        for (var post : ledger.posts()) {
            var all = made.getOrDefault(post.key(), Set.of());
            tasks += all.size();
            if (!post.tasks().isEmpty() && !post.tasks().equals(all)) {
                found.add(
                        "key %s was answered with %s and made %s"
                                .formatted(post.key(), post.tasks(), all));
            }
            all.stream()
                    .filter(task -> !TERMINAL.contains(states.getOrDefault(task, "lost")))
                    .forEach(task ->
                            found.add(
                                    "key %s made %s, which did not end"
                                            .formatted(post.key(), task)));
        }
        if (tasks != rows.tasks().size()) {
            found.add("%d tasks of %d posts exist".formatted(rows.tasks().size(), tasks));
        }
        return found;
    }

    private Map<String, String> states() {
        return rows.tasks().stream().collect(Collectors.toMap(Rows.Task::id, Rows.Task::state));
    }

    private Map<String, List<Rows.Attempt>> byTask() {
        return rows.attempts().stream().collect(Collectors.groupingBy(Rows.Attempt::task));
    }

    private static String name(Rows.Attempt attempt) {
        return "attempt %d of task %s".formatted(attempt.number(), attempt.task());
    }
}
