package ai.openclaw.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;

/// What follows a sign-in, good or bad, and a sign-out: a line in the audit trail and a redirect.
@Component
class SignInOutcome
        implements AuthenticationSuccessHandler,
                AuthenticationFailureHandler,
                LogoutSuccessHandler {

    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[\\x21-\\x5B\\x5D-\\x7E]*");

    private final Users users;
    private final SignInThrottle throttle;
    private final Audit audit;

    SignInOutcome(Users users, SignInThrottle throttle, Audit audit) {
        this.users = users;
        this.throttle = throttle;
        this.audit = audit;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        throttle.forgive(SignInFilter.name(request), request.getRemoteAddr());
        audit.record(who.getName(), request.getRemoteAddr(), "sign-in", null);
        response.sendRedirect(ours(request.getParameter("next")).orElse("/"));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        var name = SignInFilter.name(request);
        audit.record(
                "anonymous",
                request.getRemoteAddr(),
                "sign-in.failed",
                users.exists(name) ? name : null);
        var next =
                ours(request.getParameter("next"))
                        .map(it -> "&next=" + URLEncoder.encode(it, StandardCharsets.UTF_8));
        response.sendRedirect(Door.SIGN_IN + "?failed" + next.orElse(""));
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who)
            throws IOException {
        if (who != null) {
            audit.record(who.getName(), request.getRemoteAddr(), "sign-out", null);
        }
        response.sendRedirect(Door.SIGN_IN + "?out");
    }

    /// Only if it is a path on this server and can be nothing else: `//host` and `/\host` are hosts
    /// to a browser.
    static Optional<String> ours(@Nullable String next) {
        return Optional.ofNullable(next).filter(it -> OURS.matcher(it).matches());
    }
}
