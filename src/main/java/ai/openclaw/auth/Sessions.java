package ai.openclaw.auth;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/// Sessions live in Postgres: they outlive a restart, and every gateway knows them.
@Configuration(proxyBeanMethods = false)
class Sessions {

    static final String COOKIE = "openclaw-session";

    private static final Duration IDLE = Duration.ofHours(12);

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsInPostgres() {
        var upserts = new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
        return sessions -> {
            upserts.customize(sessions);
            sessions.setDefaultMaxInactiveInterval(IDLE);
        };
    }

    /// HttpOnly, and Secure wherever the request came by TLS. Lax, so that a link from a chat to a
    /// task's page works; what changes something is protected otherwise.
    @Bean
    CookieSerializer sessionCookie() {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(COOKIE);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }
}
