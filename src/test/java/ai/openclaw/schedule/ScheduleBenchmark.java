package ai.openclaw.schedule;

import ai.openclaw.database.Notifications;
import ai.openclaw.task.TaskSlice;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// How late schedules fire, by the database's clock: from the due moment to the row of the ledger
/// that says it fired. And what a minute costs the database in which none of many is due. The timer
/// and all behind it are the real ones, but nobody claims the tasks.
final class ScheduleBenchmark {

    private static final int LATENESS = 1_000;
    private static final int SECONDS = 60;

    private ScheduleBenchmark() {}

    /// @param arguments how many are idle, 100,000 if it does not say
    public static void main(String[] arguments) throws Exception {
        int idle = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        try (var context =
                new SpringApplicationBuilder(TaskSlice.Application.class, ScheduleSlice.Parts.class)
                        .web(WebApplicationType.SERVLET)
                        .properties("server.port=0", "server.address=127.0.0.1")
                        .run()) {
            var jdbc = context.getBean(JdbcClient.class);
            var timer = timer(context, jdbc);
            timer.start();
            lateness(jdbc, timer);
            idle(jdbc, timer, idle);
            timer.stop();
        }
    }

    private static ScheduleTimer timer(ConfigurableApplicationContext context, JdbcClient jdbc) {
        var tick =
                new Tick(
                        new DatabaseTime(jdbc),
                        context.getBean(ScheduleStore.class),
                        context.getBean(Firing.class),
                        context.getBean(RunOutcomes.class),
                        context.getBean(PlatformTransactionManager.class));
        return new ScheduleTimer(tick, context.getBean(Notifications.class));
    }

    /// Due evenly over a minute, after one that warms up.
    private static void lateness(JdbcClient jdbc, ScheduleTimer timer) {
        for (String round : new String[] {"warm", "measured"}) {
            make(jdbc, round, LATENESS, "now() + interval '3 seconds' + n * interval '60 ms'");
            timer.nudge();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(SECONDS + 60))
                    .until(() -> fired(jdbc, round) == LATENESS);
        }
        jdbc.sql(
                        """
                        select percentile_cont(array[0.5, 0.95, 0.99, 1]) within group (
                          order by extract(epoch from at - due) * 1000)
                        from slot where schedule like 'measured-%'
                        """)
                .query(row -> {
                    var late = (Double[]) row.getArray(1).getArray();
                    System.out.printf(
                            Locale.ROOT,
                            "%d schedules in a minute: late p50 %.1f ms  p95 %.1f ms  p99 %.1f ms"
                                    + "  most %.1f ms%n",
                            LATENESS,
                            late[0],
                            late[1],
                            late[2],
                            late[3]);
                });
    }

    private static void idle(JdbcClient jdbc, ScheduleTimer timer, int many)
            throws InterruptedException {
        make(jdbc, "idle", many, "now() + interval '30 days' + n * interval '1 ms'");
        jdbc.sql("vacuum analyze schedule").update();
        timer.nudge();
        Thread.sleep(Duration.ofSeconds(5));
        long cpu = processCpu();
        long calls = transactions(jdbc);
        Thread.sleep(Duration.ofSeconds(SECONDS));
        System.out.printf(
                Locale.ROOT,
                "an idle minute with %d schedules: %d transactions, %d ms of our CPU%n",
                many,
                transactions(jdbc) - calls,
                (processCpu() - cpu) / 1_000_000);
        jdbc.sql(
                        """
                        explain (analyze, buffers, costs off)
                        select fire_at from schedule where fire_at is not null
                        order by fire_at limit 1
                        """)
                .query((row, n) -> row.getString(1))
                .list()
                .forEach(System.out::println);
    }

    private static void make(JdbcClient jdbc, String prefix, int many, String due) {
        jdbc.sql(
                        """
                        with made as (
                          insert into schedule (name, version, next_due, fire_at)
                          select '%1$s-' || n, 1, date_trunc('milliseconds', %2$s),
                            date_trunc('milliseconds', %2$s)
                          from generate_series(1, :many) n returning name, next_due)
                        insert into schedule_version (schedule, version, spec, created_by)
                        select name, 1, jsonb_build_object(
                          'timing', jsonb_build_object('at', next_due), 'policy', '{}'::jsonb,
                          'task', jsonb_build_object('agent', 'shell', 'prompt', 'true')), 'bench'
                        from made
                        """
                                .formatted(prefix, due))
                .param("many", many)
                .update();
    }

    private static int fired(JdbcClient jdbc, String prefix) {
        return jdbc.sql("select count(*) from slot where state = 'FIRED' and schedule like ?")
                .param(prefix + "-%")
                .query(Integer.class)
                .single();
    }

    private static long transactions(JdbcClient jdbc) {
        return jdbc.sql(
                        "select xact_commit from pg_stat_database where datname ="
                                + " current_database()")
                .query(Long.class)
                .single();
    }

    private static long processCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
