package ai.openclaw.proxy;

import ai.openclaw.door.DoorAnswer;
import ai.openclaw.model.Dialect;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/// Writes refusals as each dialect's own clients understand them.
final class Refusals {

    private static final JsonMapper json = JsonMapper.builder().build();

    private Refusals() {}

    static void write(Dialect dialect, Refusal refusal, HttpServletResponse response)
            throws IOException {
        refusal.headers().forEach(response::setHeader);
        DoorAnswer.json(response, refusal.status(), body(dialect, refusal));
    }

    static String body(Dialect dialect, Refusal refusal) {
        var body = json.createObjectNode();
        if (dialect == Dialect.ANTHROPIC) {
            body.put("type", "error");
            body.putObject("error").put("type", refusal.type()).put("message", refusal.message());
        } else {
            body.putObject("error")
                    .put("message", refusal.message())
                    .put("type", refusal.code())
                    .putNull("param")
                    .put("code", refusal.code());
        }
        return body.toString();
    }
}
