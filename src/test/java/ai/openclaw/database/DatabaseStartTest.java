package ai.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Home;
import ai.openclaw.base.HomeSettings;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The order in which Spring brings the database up and down.
class DatabaseStartTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    DataSourceAutoConfiguration.class,
                                    JdbcTemplateAutoConfiguration.class,
                                    JdbcClientAutoConfiguration.class,
                                    FlywayAutoConfiguration.class))
                    .withUserConfiguration(App.class);

    @TempDir Path home;

    @Test
    void theEmbeddedServerIsUpAndMigratedBeforeAnybodyAsksAndStopsAfterEverybody() {
        var pid = new AtomicReference<Long>();
        var atTheEnd = new AtomicReference<LastWord>();

        runner.withPropertyValues("openclaw.home=" + home)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var server = (EmbeddedPostgres) context.getBean(Postgres.class);
                    pid.set(server.pid());
                    atTheEnd.set(context.getBean(LastWord.class));
                });

        assertThat(atTheEnd.get().tasks).isZero();
        assertThat(ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aNamedServerIsUsedAndMigratedAndLeftRunning() {
        var database = TestPostgres.emptyDatabase();

        runner.withPropertyValues(
                        "openclaw.home=" + home, "openclaw.database.url=" + database.url())
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(database.jdbc().sql("select count(*) from task").query(Long.class).single())
                .isZero();
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({HomeSettings.class, DatabaseSettings.class})
    @Import({Home.class, DatabaseConfiguration.class})
    static class App {
        @Bean
        LastWord lastWord(JdbcClient jdbc) {
            return new LastWord(jdbc);
        }
    }

    /// Asks the database when it starts and when everything ends.
    static final class LastWord implements DisposableBean {
        private final JdbcClient jdbc;
        private long tasks = -1;

        LastWord(JdbcClient jdbc) {
            this.jdbc = jdbc;
            count();
        }

        @Override
        public void destroy() {
            tasks = count();
        }

        private long count() {
            return jdbc.sql("select count(*) from task").query(Long.class).single();
        }
    }
}
