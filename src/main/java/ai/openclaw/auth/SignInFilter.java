package ai.openclaw.auth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts every try to sign in and turns away who tries too often, before the password is looked
/// at.
class SignInFilter extends OncePerRequestFilter {

    private final SignInThrottle throttle;
    private final Audit audit;

    SignInFilter(SignInThrottle throttle, Audit audit) {
        this.throttle = throttle;
        this.audit = audit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isSignIn(request);
    }

    static boolean isSignIn(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && request.getRequestURI().equals(request.getContextPath() + Door.SIGN_IN);
    }

    /// The name as typed.
    static String name(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getParameter("username"), "").strip();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address = request.getRemoteAddr();
        var verdict = throttle.count(name(request), address);
        if (verdict.admitted()) {
            chain.doFilter(request, response);
            return;
        }
        if (verdict.first()) {
            audit.record("anonymous", address, "sign-in.throttled", null);
        }
        response.setHeader("Retry-After", Long.toString(verdict.retryAfter().toSeconds()));
        response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
    }
}
