package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.CuttablePort;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.TaskState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is cut off, or takes no more connections, while tasks run.
class DatabaseOutageTest {

    private static final String TASK = "{\"agent\": \"shell\", \"command\": [\"x\"]}";

    /// Longer than it takes JobRunr to give up, and than a peer may be silent here.
    private static final Duration OUTAGE =
            Duration.parse(System.getProperty("openclaw.outage", "PT20S"));

    @TempDir Path home;

    private interface Step {

        void run() throws Exception;
    }

    @Test
    void nothingIsLostAndEverythingResumesByItself() throws Exception {
        var database = TestPostgres.freshDatabase();
        try (var port = new CuttablePort(database.port())) {
            goesOn(database.by(port), OUTAGE, port::cut, port::mend);
        }
    }

    @Test
    void noConnectionLeftIsAnOutageLikeAnyOther() throws Exception {
        var database = TestPostgres.freshDatabase();
        try (var own = database.dataSource().getConnection();
                var sql = own.createStatement()) {
            var name = own.getCatalog();
            goesOn(
                    database,
                    Duration.ofSeconds(4),
                    () -> {
                        sql.execute("alter database " + name + " connection limit 0");
                        sql.execute(
                                """
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where datname = current_database() and pid <> pg_backend_pid()
                                """);
                    },
                    () -> sql.execute("alter database " + name + " connection limit -1"));
        }
    }

    private void goesOn(Database database, Duration outage, Step cut, Step mend) throws Exception {
        try (var gateway = new TestGateway(database, home.resolve("a"), 4);
                var other = new TestGateway(database, home.resolve("b"), 4)) {
            var begun = new CountDownLatch(1);
            for (var engine : List.of(gateway.engine, other.engine)) {
                engine.runs(program -> {
                    program.print("0\n");
                    begun.await();
                    for (int i = 1; i < 200; i++) {
                        program.print(i + "\n");
                        Thread.sleep(10);
                    }
                    return 0;
                });
            }
            var running = gateway.submit(TASK);
            await().until(() -> gateway.log(running.id()).contains("0"));
            cut.run();
            begun.countDown();
            long end = System.nanoTime() + outage.toNanos();
            var refused = post(gateway);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("database");
            await().atMost(outage.multipliedBy(2)).until(() -> System.nanoTime() > end);
            mend.run();

            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> gateway.tasks.get(running.id()).state().finished());
            assertThat(gateway.tasks.get(running.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(gateway.attempts(running.id())).hasSize(1);
            assertThat(gateway.log(running.id()))
                    .isEqualTo(IntStream.range(0, 200).mapToObj(Integer::toString).toList());
            gateway.engine.runs(_ -> 0);
            other.engine.runs(_ -> 0);
            assertThat(gateway.run(TASK).state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(other.run(TASK).state()).isEqualTo(TaskState.SUCCEEDED);
        }
    }

    private HttpResponse<String> post(TestGateway gateway) throws Exception {
        var port = gateway.context.getEnvironment().getProperty("local.server.port");
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/tasks"))
                            .header("Content-Type", "application/json")
                            .header(
                                    "Authorization",
                                    "Bearer "
                                            + Files.readString(home.resolve("a/admin-token"))
                                                    .strip())
                            .POST(BodyPublishers.ofString(TASK))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
