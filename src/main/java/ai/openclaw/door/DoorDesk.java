package ai.openclaw.door;

import ai.openclaw.auth.TaskCaller;
import ai.openclaw.auth.TaskTokens;
import ai.openclaw.base.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Looks at the task token and hands the request to the service that its path belongs to.
@Component
class DoorDesk {

    private static final Logger log = LoggerFactory.getLogger(DoorDesk.class);

    private static final String BEARER = "Bearer ";

    private static final DoorRefusal NOTHING =
            new DoorRefusal(ProblemType.NOT_FOUND, "There is nothing here.");
    private static final DoorRefusal FAILED =
            new DoorRefusal(
                    ProblemType.INTERNAL_ERROR, "The gateway failed at this; its log says how.");
    private static final DoorRefusal AWAY =
            new DoorRefusal(ProblemType.UNAVAILABLE, "The gateway cannot look at tokens just now.");

    private final BiFunction<String, UUID, Optional<TaskCaller>> tokens;
    private final List<DoorService> services;

    @Autowired
    DoorDesk(TaskTokens tokens, List<DoorService> services) {
        this(tokens::find, services);
    }

    /// @param tokens who shows this token from this sandbox
    DoorDesk(BiFunction<String, UUID, Optional<TaskCaller>> tokens, List<DoorService> services) {
        this.tokens = tokens;
        this.services = services;
    }

    void receive(
            String path,
            UUID sandbox,
            CutLine cutLine,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var service = services.stream().filter(it -> it.serves(path)).findFirst().orElse(null);
        try {
            Optional<TaskCaller> caller = Optional.empty();
            String token = token(request);
            if (token != null) {
                caller = tokens.apply(token, sandbox);
            }
            if (caller.isEmpty()) {
                refuse(
                        service,
                        token == null ? DoorRefusal.noToken() : DoorRefusal.badToken(),
                        request,
                        response);
            } else if (service == null) {
                DoorAnswer.problem(response, NOTHING);
            } else {
                serve(service, new DoorCall(caller.get(), request, response, cutLine), cutLine);
            }
        } catch (DataAccessException e) {
            log.warn("A request of sandbox {} failed: {}", sandbox, e.toString());
            fail(service, AWAY, request, response);
        } catch (RuntimeException e) {
            log.error("A request of sandbox {} failed", sandbox, e);
            fail(service, FAILED, request, response);
        }
    }

    private static void serve(DoorService service, DoorCall call, CutLine cutLine)
            throws IOException {
        cutLine.begin(call);
        try {
            service.serve(call);
        } finally {
            cutLine.end(call);
        }
    }

    private static void fail(
            @Nullable DoorService service,
            DoorRefusal refusal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("an answer broke off");
        }
        refuse(service, refusal, request, response);
    }

    private static void refuse(
            @Nullable DoorService service,
            DoorRefusal refusal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (service == null) {
            DoorAnswer.problem(response, refusal);
        } else {
            service.refuse(refusal, request, response);
        }
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).strip();
        }
        return request.getHeader("x-api-key");
    }
}
