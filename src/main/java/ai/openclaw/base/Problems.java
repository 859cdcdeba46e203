package ai.openclaw.base;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes a [Problem] as the answer, whatever the client said it accepts: a refused event stream is
/// refused in JSON.
@Component
public class Problems {

    private final JsonMapper json;

    public Problems(JsonMapper json) {
        this.json = json;
    }

    /// Does nothing if the answer is on its way already.
    public void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        problem.headers().forEach(response::setHeader);
        byte[] body = json.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /// Whether this request comes from a person's browser and wants a page, also when it fails.
    public static boolean wantsPage(HttpServletRequest request, String path) {
        boolean program =
                path.startsWith("/api/") || path.startsWith("/actuator/") || path.equals("/api");
        String accept = request.getHeader("Accept");
        return !program && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }
}
