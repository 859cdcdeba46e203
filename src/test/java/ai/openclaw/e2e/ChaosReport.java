package ai.openclaw.e2e;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run came to, for people.
final class ChaosReport {

    private ChaosReport() {}

    static String of(
            long seed,
            Duration took,
            ChaosClient client,
            ChaosFaults faults,
            Rows rows,
            int resumed,
            List<String> violations) {
        var states =
                rows.tasks().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Rows.Task::state, TreeMap::new, Collectors.counting()));
        var reasons =
                rows.attempts().stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.reason() == null ? "SUCCESS" : it.reason(),
                                        TreeMap::new,
                                        Collectors.counting()));
        long takenOver = rows.attempts().stream().filter(it -> takenOver(it, faults)).count();
        int done = faults.done().values().stream().mapToInt(Integer::intValue).sum();
        return """
        Chaos run, seed %d, %d s
          tasks       %d accepted of %d posted; %s
          answers     %s to posts
          attempts    %d: %s
          faults      %d: %s
          cancelled   %d by clients
          taken over  %d attempts of a frozen gateway
          resumed     %d attempts by a restarted one
          log         %d lines, %d of them gaps
          beside plan %s
          violations  %d
        %s\
        """
                .formatted(
                        seed,
                        took.toSeconds(),
                        client.posts().stream().filter(it -> !it.tasks().isEmpty()).count(),
                        client.posts().size(),
                        states,
                        client.answers(),
                        rows.attempts().size(),
                        reasons,
                        done + client.cancels(),
                        new TreeMap<>(faults.done()),
                        client.cancels(),
                        takenOver,
                        resumed,
                        rows.lines().size(),
                        rows.lines().stream().filter(Rows.Line::gap).count(),
                        faults.odd(),
                        violations.size(),
                        violations.stream()
                                .map(it -> "    " + it + "\n")
                                .collect(Collectors.joining()));
    }

    /// Given up while its gateway could not have done it itself.
    private static boolean takenOver(Rows.Attempt attempt, ChaosFaults faults) {
        var from = attempt.startedAt();
        var to = attempt.finishedAt();
        return attempt.givenUp()
                && from != null
                && to != null
                && faults.freezes().stream()
                        .anyMatch(it ->
                                from.isBefore(it.from())
                                        && to.isAfter(it.from())
                                        && to.isBefore(it.to()));
    }
}
