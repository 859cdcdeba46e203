package ai.openclaw.door;

import ai.openclaw.base.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/// Tells each request by the lane it came through, before anything else looks at it, and answers
/// what needs no sandbox. What goes on from here comes from a sandbox that is known.
final class LaneValve extends ValveBase {

    private final DoorDesk desk;

    LaneValve(DoorDesk desk) {
        super(true);
        this.desk = desk;
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
        @Nullable String path = request.getDecodedRequestURI();
        if (path == null) {
            // Tomcat has refused it already, and takes no further answer unless it is told to.
            response.setSuspended(false);
            refuse(response, ProblemType.INVALID_REQUEST, "The path is not valid.");
            return;
        }
        if ("/healthz".equals(path)) {
            alive(request, response);
            return;
        }
        Optional<UUID> sandbox = entry.occupant();
        if (sandbox.isEmpty()) {
            refuse(response, ProblemType.UNAUTHORIZED, "There is no sandbox in this lane.");
            return;
        }
        try {
            desk.receive(path, sandbox.get(), entry.cutLine(), request, response);
        } catch (IOException e) {
            // An answer that broke off must not look as if it had come to its end.
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, e);
        }
    }

    private static void alive(Request request, Response response) throws IOException {
        String method = request.getMethod();
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            response.setHeader("Allow", "GET, HEAD");
            refuse(response, ProblemType.METHOD_NOT_ALLOWED, "Only GET and HEAD.");
            return;
        }
        DoorAnswer.json(response, HttpServletResponse.SC_OK, "{\"status\":\"UP\"}");
    }

    private static void refuse(Response response, ProblemType kind, String detail)
            throws IOException {
        DoorAnswer.problem(response, new DoorRefusal(kind, detail));
        response.finishResponse();
    }
}
