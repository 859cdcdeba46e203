package ai.openclaw.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/// Who stands behind a request to a server of ours that is not behind the [Door]: by the same
/// sessions and the same API tokens.
@Component
public class Visitors {

    private static final String BEARER = "Bearer ";

    private final SessionRepository<?> sessions;
    private final ApiTokens tokens;

    Visitors(SessionRepository<?> sessions, ApiTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /// The admin's name. A request that shows a token is judged by it alone.
    ///
    /// @param cookies the header `Cookie`
    /// @param authorization the header of that name
    /// @return empty for everybody else
    public Optional<String> admin(@Nullable String cookies, @Nullable String authorization) {
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? tokens.find(authorization.substring(BEARER.length()).strip())
                            .map(token -> "token:" + token.name())
                    : Optional.empty();
        }
        return Arrays.stream((cookies == null ? "" : cookies).split(";"))
                .map(String::strip)
                .filter(it -> it.startsWith(Sessions.COOKIE + "="))
                .map(it -> it.substring(Sessions.COOKIE.length() + 1))
                .flatMap(it -> bySession(it).stream())
                .findFirst();
    }

    private Optional<String> bySession(String cookie) {
        String id;
        try {
            id = new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var session = sessions.findById(id);
        if (session == null || session.isExpired()) {
            return Optional.empty();
        }
        SecurityContext context =
                session.getAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        var who = context == null ? null : context.getAuthentication();
        return who != null
                        && who.isAuthenticated()
                        && who.getAuthorities().stream()
                                .anyMatch(it -> "ROLE_ADMIN".equals(it.getAuthority()))
                ? Optional.of(who.getName())
                : Optional.empty();
    }
}
