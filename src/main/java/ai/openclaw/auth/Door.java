package ai.openclaw.auth;

import ai.openclaw.base.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;

/// The door: whatever is not named here needs an API token or a session.
///
/// Two chains. Programs get problem details and never a session of their own; people get pages, a
/// redirect to the sign-in page and a session. A request that shows an API token is a program's,
/// wherever it goes.
@Configuration(proxyBeanMethods = false)
class Door {

    static final String SIGN_IN = "/sign-in";

    private static final String[] PROBES = {
        "/actuator/health/liveness", "/actuator/health/readiness"
    };

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /// No script and no style but our own files, no frame around us, and nothing else at all.
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action"
                    + " 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// What a program gets, artifacts of hostile tasks included, runs nothing in a browser.
    private static final String DATA_POLICY =
            "default-src 'none'; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors"
                    + " 'none'";

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, ApiTokens tokens, Problems problems) {
        return http.securityMatcher(Door::isPrograms)
                .authorizeHttpRequests(it ->
                        it.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(PROBES)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(new SameOriginFilter(problems), CsrfFilter.class)
                .addFilterBefore(new BearerFilter(tokens, problems), CsrfFilter.class)
                .csrf(it ->
                        it.csrfTokenRepository(csrfTokens())
                                .requireCsrfProtectionMatcher(Door::needsCsrfToken))
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(it -> it.requestCache(new NullRequestCache()))
                .formLogin(it -> it.disable())
                .logout(it -> it.disable())
                .exceptionHandling(it ->
                        it.authenticationEntryPoint((_, response, _) ->
                                        problems.write(response, Refusals.NO_TOKEN))
                                .accessDeniedHandler((_, response, _) ->
                                        problems.write(response, Refusals.NO_CSRF_TOKEN)))
                .headers(it -> Headers.common(it, DATA_POLICY))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(
            HttpSecurity http,
            SignInThrottle throttle,
            Audit audit,
            SignInOutcome outcome,
            Problems problems) {
        return http.authorizeHttpRequests(it ->
                        it.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(SIGN_IN, "/assets/**", "/favicon.ico")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(new SameOriginFilter(problems), CsrfFilter.class)
                .addFilterBefore(
                        new SignInFilter(throttle, audit),
                        UsernamePasswordAuthenticationFilter.class)
                .csrf(it ->
                        it.csrfTokenRepository(csrfTokens())
                                .requireCsrfProtectionMatcher(Door::needsCsrfToken))
                .requestCache(it -> it.requestCache(new NullRequestCache()))
                .formLogin(
                        it -> it.loginPage(SIGN_IN).successHandler(outcome).failureHandler(outcome))
                .logout(it -> it.logoutUrl("/sign-out").logoutSuccessHandler(outcome))
                .exceptionHandling(it -> it.authenticationEntryPoint(toSignIn()))
                .headers(it -> Headers.common(it, PAGE_POLICY))
                .build();
    }

    private static boolean isPrograms(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/api/")
                || path.startsWith("/actuator/")
                || path.equals("/actuator")
                || BearerFilter.shown(request);
    }

    /// What changes something on the strength of a session, and the sign-in itself. Without a
    /// session there is nothing to abuse: such a request is asked to sign in.
    private static boolean needsCsrfToken(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && !BearerFilter.shown(request)
                && (SignInFilter.isSignIn(request) || request.isRequestedSessionIdValid());
    }

    /// In a cookie, so that a stranger who only looks at the sign-in page makes no session.
    private static CookieCsrfTokenRepository csrfTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("openclaw-csrf");
        tokens.setCookieCustomizer(it -> it.httpOnly(true).sameSite("Strict").path("/"));
        return tokens;
    }

    private static AuthenticationEntryPoint toSignIn() {
        return (request, response, _) -> {
            if (request.getHeader("HX-Request") != null) {
                response.setHeader("HX-Redirect", SIGN_IN);
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
                return;
            }
            var next =
                    request.getMethod().equals("GET")
                            ? SignInOutcome.ours(request.getRequestURI())
                                    .filter(path -> !path.equals("/"))
                            : Optional.<String>empty();
            response.sendRedirect(
                    SIGN_IN
                            + next.map(it ->
                                            "?next="
                                                    + URLEncoder.encode(it, StandardCharsets.UTF_8))
                                    .orElse(""));
        };
    }
}
