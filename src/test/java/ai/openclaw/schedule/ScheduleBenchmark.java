package ai.openclaw.schedule;

import ai.openclaw.agent.Agents;
import ai.openclaw.database.RestartablePostgres;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.worker.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/// A whole gateway and a Postgres of its own that writes to disk for good. First what an idle
/// minute costs them without a schedule and with many of which none is due; then, with those still
/// there, how late 1,000 more fire: from the moment at which a slot is to fire to the commit of its
/// task. The agent is paused, so nothing but schedules is measured.
final class ScheduleBenchmark {

    private static final int LATENESS = 1_000;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final long postgres;
    private final Schedules schedules;

    private ScheduleBenchmark(JdbcClient jdbc, long postgres, Schedules schedules) {
        this.jdbc = jdbc;
        this.postgres = postgres;
        this.schedules = schedules;
    }

    /// @param arguments how many are idle, 100,000 if it does not say
    public static void main(String[] arguments) throws Exception {
        // It would start all this once more, as it does for a developer's gateway.
        System.setProperty("spring.devtools.restart.enabled", "false");
        int idle = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        var root = Files.createTempDirectory("openclaw-bench");
        try (var server = RestartablePostgres.start(root.resolve("pg"))) {
            var database = server.database();
            try (var gateway = new TestGateway(database, root.resolve("home"), 4)) {
                gateway.context.getBean(Agents.class).pause("shell", "bench");
                var bench =
                        new ScheduleBenchmark(
                                database.jdbc(),
                                server.pid(),
                                gateway.context.getBean(Schedules.class));
                bench.idle(0);
                bench.make(idle);
                bench.idle(idle);
                bench.lateness();
            }
        } finally {
            FileSystemUtils.deleteRecursively(root);
        }
        System.exit(0);
    }

    private record Cost(long gateway, long postgres, long transactions) {}

    private Cost cost() throws IOException {
        long transactions =
                jdbc.sql(
                                """
                                select xact_commit + xact_rollback from pg_stat_database
                                where datname = current_database()
                                """)
                        .query(Long.class)
                        .single();
        long server = 0;
        // A server's processes are its children, and those that ended count in the parent.
        try (var children = ProcessHandle.of(postgres).orElseThrow().children()) {
            for (long pid :
                    Stream.concat(Stream.of(postgres), children.map(ProcessHandle::pid)).toList()) {
                server += cpu(Path.of("/proc/" + pid + "/stat"));
            }
        }
        return new Cost(cpu(Path.of("/proc/self/stat")), server, transactions);
    }

    /// In milliseconds, as Linux counts it: in hundredths of a second.
    private static long cpu(Path stat) throws IOException {
        var text = Files.readString(stat);
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i < 15; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * 10;
    }

    private void idle(int many) throws IOException, InterruptedException {
        Thread.sleep(MINUTE.dividedBy(2));
        var before = cost();
        Thread.sleep(MINUTE);
        var after = cost();
        System.out.printf(
                Locale.ROOT,
                "an idle minute with %,d schedules: CPU of the gateway %d ms, of Postgres %d ms;"
                        + " %d transactions%n",
                many,
                after.gateway() - before.gateway(),
                after.postgres() - before.postgres(),
                after.transactions() - before.transactions());
    }

    /// Due daily, from a day on.
    private void make(int many) {
        jdbc.sql(
                        """
                        with made as (
                          insert into schedule (name, version, next_due, fire_at)
                          select 'idle-' || n, 1, at, at from (
                            select n, date_trunc('second', now() + interval '1 day')
                              + n * interval '1 second' as at
                            from generate_series(1, :many) n) due
                          returning name, next_due)
                        insert into schedule_version (schedule, version, spec, created_by)
                        select name, 1, jsonb_build_object(
                          'timing', jsonb_build_object(
                            'cron', to_char(next_due at time zone 'UTC', 'SS MI HH24 * * *')),
                          'policy', '{}'::jsonb,
                          'task', jsonb_build_object('agent', 'shell', 'prompt', 'true')), 'bench'
                        from made
                        """)
                .param("many", many)
                .update();
        jdbc.sql("vacuum analyze schedule").update();
    }

    private void lateness() throws InterruptedException {
        jdbc.sql("create table bench_fired (schedule text, due timestamptz, at timestamptz)")
                .update();
        jdbc.sql(
                        """
                        create function bench_fired() returns trigger language plpgsql as $$
                        begin
                          insert into bench_fired values (new.schedule, new.due, clock_timestamp());
                          return null;
                        end $$
                        """)
                .update();
        // Deferred: it runs when the transaction commits.
        jdbc.sql(
                        """
                        create constraint trigger bench_fired after insert on slot
                        deferrable initially deferred for each row
                        when (new.state = 'FIRED') execute function bench_fired()
                        """)
                .update();
        for (int i = 0; i < LATENESS; i++) {
            var _ = schedules.put("busy-" + i, busy(), null, null, "bench");
        }
        Thread.sleep(EVERY.multipliedBy(2));
        var from = Instant.now();
        Thread.sleep(MINUTE);
        var to = Instant.now();
        Thread.sleep(EVERY);
        var late = late(from, to);
        System.out.printf(
                Locale.ROOT,
                "%,d schedules, each every %d s: %,d fired in a minute, late p50 %.1f ms  p95 %.1f"
                        + " ms  p99 %.1f ms  most %.1f ms%n",
                LATENESS,
                EVERY.toSeconds(),
                late.size(),
                at(late, 0.5),
                at(late, 0.95),
                at(late, 0.99),
                late.getLast());
    }

    private static ScheduleSpec busy() {
        return new ScheduleSpec(
                null,
                new Timing(null, null, EVERY, null, EVERY, null, null),
                new Policy(null, null, null, OnOverlap.QUEUE, null),
                new TaskRequest(
                        "shell", "true", null, null, null, null, null, null, null, null, null, null,
                        null, null, null));
    }

    /// What was to fire in this time, in milliseconds, the least late first.
    private List<Double> late(Instant from, Instant to) {
        record Fired(String schedule, Instant createdAt, Instant due, Instant at) {}
        var fired =
                jdbc.sql(
                                """
                                select f.schedule, s.created_at, f.due, f.at
                                from bench_fired f join schedule s on s.name = f.schedule
                                """)
                        .query((row, _) ->
                                new Fired(
                                        row.getString(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant(),
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getObject(4, OffsetDateTime.class).toInstant()))
                        .list();
        var late = new ArrayList<Double>();
        for (var it : fired) {
            var wanted =
                    Calendar.of(it.schedule(), busy().timing(), it.createdAt()).firedAt(it.due());
            if (wanted.isAfter(from) && wanted.isBefore(to)) {
                late.add(Duration.between(wanted, it.at()).toNanos() / 1e6);
            }
        }
        Collections.sort(late);
        return late;
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) (sorted.size() * share));
    }
}
