package ai.openclaw.door;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Answers at the sandbox side, each in one piece.
public final class DoorAnswer {

    private static final JsonMapper json = JsonMapper.builder().build();

    private DoorAnswer() {}

    /// As `application/problem+json`.
    public static void problem(HttpServletResponse response, DoorRefusal refusal)
            throws IOException {
        var type = refusal.type();
        var body = json.createObjectNode();
        body.put("type", type.uri());
        body.put("title", type.title());
        body.put("status", type.status().value());
        body.put("detail", refusal.detail());
        write(
                response,
                type.status().value(),
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                body.toString());
    }

    public static void json(HttpServletResponse response, int status, String body)
            throws IOException {
        write(response, status, MediaType.APPLICATION_JSON_VALUE, body);
    }

    private static void write(HttpServletResponse response, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }
}
