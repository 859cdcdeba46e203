package ai.openclaw.auth;

import ai.openclaw.base.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a request with a good API token in, for this request alone. A request that shows a token is
/// judged by it and by nothing else: a bad token is refused even beside a good session, which is
/// why such a request needs no protection against forgery.
class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiTokens tokens;
    private final Problems problems;

    BearerFilter(ApiTokens tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    static boolean shown(HttpServletRequest request) {
        return token(request).isPresent();
    }

    private static Optional<String> token(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var shown = token(request);
        if (shown.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var token = tokens.find(shown.get());
        if (token.isEmpty()) {
            problems.write(response, Refusals.BAD_TOKEN);
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        "token:" + token.get().name(),
                        null,
                        AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
