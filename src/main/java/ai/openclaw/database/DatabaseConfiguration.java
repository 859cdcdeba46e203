package ai.openclaw.database;

import ai.openclaw.base.Home;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The server first, then the pool, then the migrations, then everybody else; at the end the other
/// way round. Each needs the one before it as a bean, so Spring keeps the order.
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    Postgres postgres(DatabaseSettings settings, Home home) {
        if (settings.embedded()) {
            var root = home.path().resolve("postgres");
            return EmbeddedPostgres.start(root, root);
        }
        return ForeignPostgres.reach(DatabaseUrl.parse(settings.url()), Duration.ofSeconds(30));
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(Postgres postgres) {
        Login login = postgres.login();
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return login.username();
            }

            @Override
            public @Nullable String getPassword() {
                return login.password();
            }

            @Override
            public String getJdbcUrl() {
                return login.jdbcUrl();
            }
        };
    }

    @Bean(destroyMethod = "close")
    Notifications notifications(Postgres postgres) {
        return new Notifications(postgres.login());
    }
}
