package ai.openclaw.door;

import ai.openclaw.base.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/// Tells each request by the lane it came through, before anything else looks at it, and answers
/// what needs no sandbox. What goes on from here has [#SANDBOX].
final class LaneValve extends ValveBase {

    /// The request attribute that holds the sandbox's id, a [UUID].
    static final String SANDBOX = "ai.openclaw.sandbox";

    LaneValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException {
        if (!(request.getConnector() instanceof LaneEntry.LaneConnector connector)) {
            throw new IllegalStateException("a connector that is no lane's");
        }
        var entry = connector.entry();
        entry.reached();
        if (!entry.admits(request.getRemoteAddr())) {
            refuse(response, ProblemType.FORBIDDEN, "This lane is another's.");
            return;
        }
        // The path as it was sent: nothing here is worth a second reading.
        String path = request.getDecodedRequestURI();
        if ("/healthz".equals(path)) {
            alive(request, response);
            return;
        }
        Optional<UUID> sandbox = entry.occupant();
        if (sandbox.isEmpty()) {
            refuse(response, ProblemType.UNAUTHORIZED, "There is no sandbox in this lane.");
            return;
        }
        request.setAttribute(SANDBOX, sandbox.get());
        refuse(response, ProblemType.NOT_FOUND, "There is nothing here.");
    }

    private static void alive(Request request, Response response) throws IOException {
        String method = request.getMethod();
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            response.setHeader("Allow", "GET, HEAD");
            refuse(response, ProblemType.METHOD_NOT_ALLOWED, "Only GET and HEAD.");
            return;
        }
        write(response, HttpServletResponse.SC_OK, "application/json", "{\"status\":\"UP\"}");
    }

    private static void refuse(Response response, ProblemType kind, @Nullable String detail)
            throws IOException {
        write(
                response,
                kind.status().value(),
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                """
                {"type":"%s","title":"%s","status":%d,"detail":"%s"}\
                """
                        .formatted(kind.uri(), kind.title(), kind.status().value(), detail));
    }

    private static void write(Response response, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.finishResponse();
    }
}
