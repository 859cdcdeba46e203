package ai.openclaw.task;

import ai.openclaw.base.Home;
import ai.openclaw.database.Notifications;
import ai.openclaw.database.TestNotifications;
import ai.openclaw.database.TestPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Agents and tasks behind a real server, on a real database, without anyone who runs them: what
/// would go to the queue is kept to be looked at.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = TaskSlice.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "server.tomcat.max-swallow-size=128MB",
            "openclaw.tasks.unpacked-limit=600m",
            "openclaw.tasks.unpacked-entries=1000"
        })
public @interface TaskSlice {

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    @ConfigurationPropertiesScan({"ai.openclaw.agent", "ai.openclaw.blob", "ai.openclaw.task"})
    @ComponentScan(
            basePackages = {
                "ai.openclaw.agent",
                "ai.openclaw.base",
                "ai.openclaw.blob",
                "ai.openclaw.task"
            },
            excludeFilters = {
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Home.class),
                // What other tests bring along.
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test(\\$.*)?")
            })
    class Application {

        @Bean
        TestPostgres.Database database() {
            return TestPostgres.freshDatabase();
        }

        @Bean
        DataSource dataSource(TestPostgres.Database database) {
            return database.dataSource();
        }

        @Bean(destroyMethod = "close")
        Notifications notifications(TestPostgres.Database database) {
            return TestNotifications.of(database);
        }
    }

    /// The queue, as far as tasks know it, and whatever was said on the way.
    @Component
    class Queue implements Enqueuer {

        final List<AttemptId> attempts = new CopyOnWriteArrayList<>();
        final List<TaskEvent> events = new CopyOnWriteArrayList<>();
        final List<Object> notices = new CopyOnWriteArrayList<>();

        @Override
        public void enqueue(List<AttemptId> enqueued) {
            attempts.addAll(enqueued);
        }

        @EventListener
        void on(TaskEvent event) {
            events.add(event);
        }

        @EventListener
        void on(TaskEvent.Many many) {
            events.addAll(many.events());
        }

        @EventListener
        void on(TaskChanged change) {
            notices.add(change);
        }

        @EventListener
        void on(CancelRequested request) {
            notices.add(request);
        }

        /// The kinds of what happened to a task, in order.
        List<String> story(TaskId task) {
            return events.stream()
                    .filter(it -> it.task().equals(task))
                    .map(TaskEvent::kind)
                    .toList();
        }
    }
}
