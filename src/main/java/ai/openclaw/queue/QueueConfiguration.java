package ai.openclaw.queue;

import ai.openclaw.base.Recurring;
import ai.openclaw.database.Notifications;
import ai.openclaw.task.Enqueuer;
import ai.openclaw.task.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class QueueConfiguration {

    @Bean
    Workers workers(QueueSettings settings) {
        return new Workers(settings.limit());
    }

    @Bean
    Queue queue(
            DataSource dataSource,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Notifications notifications,
            Tasks tasks,
            Enqueuer enqueuer,
            Node node,
            Nodes nodes,
            Workers workers,
            AttemptRunner runner,
            ObjectProvider<Recurring> recurring,
            QueueSettings settings,
            MeterRegistry meters) {
        var inFlight = new InFlight();
        Timer claims =
                Timer.builder("openclaw.queue.claim")
                        .description("Time of one claim, its lock included")
                        .register(meters);
        var handler = new RunAttemptHandler(runner, inFlight);
        var looks = new RunRecurringHandler(recurring.stream().toList());
        var storage = new ClaimingStorage(dataSource, node.id(), claims);
        looks.register(storage);
        var server =
                new JobServer(
                        storage,
                        new Handlers(handler, looks),
                        node.id(),
                        workers,
                        attempt -> handler.run(new RunAttempt(attempt.value())));
        new QueueMeters(jdbc, workers).bindTo(meters);
        return new Queue(
                server,
                workers,
                new WakeUp(server, workers, jdbc),
                notifications,
                new Reconciler(
                        jdbc,
                        new TransactionTemplate(transactions),
                        tasks,
                        enqueuer,
                        node,
                        nodes,
                        runner,
                        inFlight),
                new Takeover(tasks, nodes, node.id(), new Silence(settings.takeover())),
                runner,
                () -> nodes.detach(node.id()));
    }
}
