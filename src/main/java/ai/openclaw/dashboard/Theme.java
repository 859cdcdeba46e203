package ai.openclaw.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.WebUtils;

/// Light, dark, or as the system has it: a cookie, so that the page comes in the right colours.
@Controller
class Theme {

    private static final String COOKIE = "openclaw-theme";
    private static final Set<String> THEMES = Set.of("auto", "light", "dark");

    static String of(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie != null && THEMES.contains(cookie.getValue()) ? cookie.getValue() : "auto";
    }

    @PostMapping("/theme")
    ResponseEntity<Void> choose(
            @RequestParam String theme,
            @RequestHeader(name = "Referer", required = false) @Nullable String from) {
        var cookie =
                ResponseCookie.from(COOKIE, THEMES.contains(theme) ? theme : "auto")
                        .path("/")
                        .maxAge(Duration.ofDays(365))
                        .sameSite("Lax")
                        .httpOnly(true)
                        .build();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .location(URI.create(back(from)))
                .build();
    }

    /// The page it was chosen on, as a path: never another site.
    private static String back(@Nullable String from) {
        try {
            var page = from == null ? null : URI.create(from);
            var path = page == null ? null : page.getRawPath();
            if (page == null || path == null || !path.startsWith("/") || path.startsWith("//")) {
                return "/";
            }
            return page.getRawQuery() == null ? path : path + "?" + page.getRawQuery();
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }
}
