package ai.openclaw.auth;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Problem details (RFC 9457) for what is refused before any controller is reached.
@Component
class Problems {

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    /// A 401 that says how to get in (RFC 6750, section 3).
    ///
    /// @param challenge what comes after `Bearer realm="openclaw"`, or nothing
    void unauthorized(HttpServletResponse response, String challenge, String detail)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"openclaw\"" + challenge);
        write(response, HttpStatus.UNAUTHORIZED, detail);
    }
}
