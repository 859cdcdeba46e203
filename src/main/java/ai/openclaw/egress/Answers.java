package ai.openclaw.egress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the proxy itself says to a sandbox.
final class Answers {

    /// For a client to read the answer before its connection is cut.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int SWALLOWED = 1 << 20;

    /// `access_denied` and `internal_error` of RFC 8446, 6.2.
    private static final byte DENIED = 49;

    private static final byte FAILED = 80;

    private static final JsonMapper json = JsonMapper.builder().build();

    private Answers() {}

    static void established(Line line) throws IOException {
        line.inside().write(bytes("HTTP/1.1 200 Connection established\r\n\r\n"));
    }

    static void alive(Line line, Intake in) throws IOException {
        String body = "{\"status\":\"UP\"}";
        send(line, in, head("200 OK", "application/json", body), body);
    }

    /// As `application/problem+json`.
    ///
    /// @param target null if there was none yet
    /// @param silent for an answer to HEAD, which has no body
    static void refuse(
            Line line, Intake in, Refused refused, @Nullable Target target, boolean silent)
            throws IOException {
        var why = refused.why();
        var problem = json.createObjectNode();
        problem.put("type", "/problems/egress-" + why);
        problem.put("title", why.title());
        problem.put("status", why.status());
        problem.put("detail", refused.detail());
        if (target != null) {
            problem.put("host", target.host());
            problem.put("port", target.port());
        }
        if (target != null && why == Why.NOT_ALLOWED) {
            problem.put("allow", target.allowed().toString());
        }
        String body = problem + "\n";
        String head = head(why.status() + " " + why.title(), "application/problem+json", body);
        if (why == Why.NO_TOKEN) {
            head += "Proxy-Authenticate: Basic realm=\"openclaw\"\r\n";
        }
        send(line, in, head, silent ? "" : body);
    }

    /// Tells a TLS client, which hears nothing else any more.
    static void alert(Line line, Intake in, Refused refused) throws IOException {
        byte why = refused.why().denied() ? DENIED : FAILED;
        line.inside().write(new byte[] {21, 3, 3, 0, 2, 2, why});
        linger(line, in);
    }

    private static String head(String status, String type, String body) {
        return "HTTP/1.1 "
                + status
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n";
    }

    private static void send(Line line, Intake in, String head, String body) throws IOException {
        line.inside().write(bytes(head + "\r\n" + body));
        linger(line, in);
    }

    /// A connection that is closed while something lies unread in it is reset, and the answer is
    /// lost to the client.
    private static void linger(Line line, Intake in) throws IOException {
        line.within(LINGER);
        line.inside().endOutput();
        byte[] piece = new byte[8 * 1024];
        int left = SWALLOWED;
        int count;
        while (left > 0 && (count = in.read(piece, piece.length)) > 0) {
            left -= count;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
