package ai.openclaw.queue;

import ai.openclaw.base.Home;
import ai.openclaw.base.HomeSettings;
import ai.openclaw.base.Recurring;
import ai.openclaw.database.Notifications;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.Attempt;
import ai.openclaw.task.AttemptId;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// A gateway's queue without the rest of the gateway: what it claims is given to a lambda.
final class TestNode implements AutoCloseable {

    final Home home;
    final Node node;
    final Nodes nodes;
    final Workers workers;
    final JobServer server;
    final WakeUp wakeUp;
    final InFlight inFlight = new InFlight();
    private final Notifications notifications;

    TestNode(Database database, Path home, int limit, Consumer<AttemptId> run) {
        this(database, home, limit, run, Claim.LOCK);
    }

    /// @param lock the statement that claims wait with for each other
    TestNode(Database database, Path home, int limit, Consumer<AttemptId> run, String lock) {
        this(database, home, limit, run, lock, List.of());
    }

    TestNode(
            Database database,
            Path home,
            int limit,
            Consumer<AttemptId> run,
            String lock,
            List<Recurring> recurring) {
        this.home = new Home(new HomeSettings(home));
        this.workers = new Workers(limit);
        this.nodes = new Nodes(database.jdbc(), "test");
        this.notifications = database.notifications();
        this.node = new Node(this.home, database.dataSource(), nodes, workers, notifications);
        Timer claims = new SimpleMeterRegistry().timer("claims");
        var storage = new ClaimingStorage(database.dataSource(), node.id(), claims, lock);
        var looks = new RunRecurringHandler(recurring);
        looks.register(storage);
        this.server =
                new JobServer(
                        storage,
                        new Handlers(new RunAttemptHandler(runner(run), inFlight), looks),
                        node.id(),
                        workers,
                        run);
        this.wakeUp = new WakeUp(server, workers, database.jdbc());
    }

    TestNode start() {
        server.start();
        wakeUp.start(notifications);
        return this;
    }

    UUID id() {
        return node.id();
    }

    private static AttemptRunner runner(Consumer<AttemptId> run) {
        return new AttemptRunner() {
            @Override
            public void run(AttemptId attempt) {
                run.accept(attempt);
            }

            @Override
            public void abandon(Attempt attempt) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void handBack() {}
        };
    }

    @Override
    public void close() {
        workers.close();
        wakeUp.close();
        server.stop();
        notifications.close();
        node.destroy();
        try {
            home.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
