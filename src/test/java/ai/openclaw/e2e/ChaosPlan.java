package ai.openclaw.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All that happens in a run, drawn from its seed: what is posted when, and what goes wrong when.
record ChaosPlan(List<Job> jobs, List<Fault> faults) {

    private static final Duration FROZEN = Duration.ofSeconds(72);

    /// What runs into a long freeze is given up meanwhile only if the other gateway watches.
    private static final Duration CYCLE = Duration.ofSeconds(200);

    private static final Duration BETWEEN_TASKS = Duration.ofMillis(520);
    private static final int FAULT_MILLIS = 6_500;

    /// @param request as it is posted, but for `runAt`
    /// @param delay of `runAt`
    /// @param cancel how long after its acceptance it is cancelled
    record Job(
            Duration at,
            Ledger.Script script,
            Map<String, Object> request,
            Optional<Duration> delay,
            Optional<Duration> cancel) {}

    enum Kind {
        KILL,
        TERM,
        FREEZE,
        POSTGRES_IMMEDIATE,
        POSTGRES_FAST,
        ENGINE_KILL,
        ENGINE_TERM;

        boolean ofGateway() {
            return this == KILL || this == TERM || this == FREEZE;
        }

        boolean ofEngine() {
            return this == ENGINE_KILL || this == ENGINE_TERM;
        }
    }

    private static final List<Kind> WHILE_FROZEN =
            List.of(
                    Kind.POSTGRES_IMMEDIATE,
                    Kind.POSTGRES_FAST,
                    Kind.ENGINE_KILL,
                    Kind.ENGINE_TERM);

    /// Gateways fall most.
    private static final List<Kind> ELSE =
            Stream.concat(
                            WHILE_FROZEN.stream(),
                            Stream.of(
                                    Kind.KILL,
                                    Kind.KILL,
                                    Kind.KILL,
                                    Kind.TERM,
                                    Kind.TERM,
                                    Kind.FREEZE,
                                    Kind.FREEZE))
                    .toList();

    /// @param target the number of the gateway or the engine
    /// @param away how long it stays away
    record Fault(Duration at, Kind kind, int target, Duration away) {}

    static ChaosPlan draw(long seed, Duration length) {
        var random = new Random(seed);
        return new ChaosPlan(jobs(random, length), faults(random, length));
    }

    private static List<Job> jobs(Random random, Duration length) {
        int count = (int) (length.toMillis() * 9 / 10 / BETWEEN_TASKS.toMillis());
        return IntStream.range(0, count)
                .mapToObj(n -> job(random, n, BETWEEN_TASKS.multipliedBy(n)))
                .toList();
    }

    private static Job job(Random random, int n, Duration at) {
        int lines = 2 + random.nextInt(120);
        String pause = "";
        String exit = "exit 0";
        String prelude = "";
        var request = new HashMap<String, Object>();
        Optional<Duration> delay = Optional.empty();
        int kind = random.nextInt(100);
        if (kind < 22) {
            lines = 6 + random.nextInt(36);
            pause = "sleep 0." + (2 + random.nextInt(4));
        } else if (kind < 32) {
            exit = "exit 3";
        } else if (kind < 40) {
            exit = "[ $OPENCLAW_ATTEMPT -ge 2 ]; exit $(($? * 3))";
            request.put(
                    "retry",
                    Map.of("maxAttempts", 3, "backoff", "PT1S", "on", List.of("EXIT_CODE")));
        } else if (kind < 52) {
            lines = 3 + random.nextInt(5);
            pause = "sleep 0.3";
            request.put("concurrencyKey", "key-" + random.nextInt(3));
        } else if (kind < 58) {
            delay = Optional.of(Duration.ofMillis(5_000 + random.nextInt(20_000)));
        } else if (kind < 63) {
            exit = "sleep 600";
            request.put("timeout", "PT2S");
        } else if (kind < 68) {
            lines = 3_000;
        } else if (kind < 74) {
            exit = "echo kept > out/kept; exit 0";
        }
        request.put("agent", "shell");
        Optional<Duration> cancel = Optional.empty();
        if (random.nextInt(100) < 12) {
            cancel = Optional.of(Duration.ofMillis(random.nextInt(8_000)));
            if (random.nextInt(3) == 0) {
                prelude = "trap '' TERM; ";
            }
        }
        request.put("prompt", prelude + script(n, lines, pause, exit));
        return new Job(at, new Ledger.Script(n, lines), Map.copyOf(request), delay, cancel);
    }

    private static String script(int n, int lines, String pause, String exit) {
        return PrintedLine.function(n)
                + """
                line " $(date +%%s%%N)"
                while [ $i -lt %d ]; do line; %s
                done
                line " $(date +%%s%%N)"
                %s
                """
                        .formatted(lines - 1, pause.isEmpty() ? ":" : pause, exit);
    }

    private static List<Fault> faults(Random random, Duration length) {
        var faults = new ArrayList<Fault>();
        for (var from = Duration.ZERO; from.plus(CYCLE).compareTo(length) <= 0; ) {
            var at = from.plusSeconds(40 + random.nextInt(20));
            faults.add(new Fault(at, Kind.FREEZE, random.nextInt(2), FROZEN));
            from = from.plus(CYCLE);
        }
        var freezes = List.copyOf(faults);
        long at = 5_000;
        while (at < length.toMillis() - 10_000) {
            faults.add(fault(random, Duration.ofMillis(at), freezes));
            at += FAULT_MILLIS / 2 + random.nextInt(FAULT_MILLIS);
        }
        faults.sort(Comparator.comparing(Fault::at));
        return List.copyOf(faults);
    }

    private static Fault fault(Random random, Duration at, List<Fault> freezes) {
        var away = Duration.ofMillis(200 + random.nextInt(3_000));
        boolean quiet = freezes.stream().anyMatch(freeze -> spares(freeze, at));
        var kinds = quiet ? WHILE_FROZEN : ELSE;
        var kind = kinds.get(random.nextInt(kinds.size()));
        if (kind == Kind.FREEZE) {
            away = away.multipliedBy(3);
        }
        return new Fault(at, kind, random.nextInt(2), away);
    }

    /// From shortly before it, so that the watcher has started again, to its end.
    private static boolean spares(Fault freeze, Duration at) {
        return at.compareTo(freeze.at().minusSeconds(20)) > 0
                && at.compareTo(freeze.at().plus(freeze.away())) < 0;
    }
}
