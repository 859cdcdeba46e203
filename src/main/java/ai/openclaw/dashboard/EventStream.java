package ai.openclaw.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Server-sent events on one answer, written by whichever thread has something to say. A write to a
/// client that has gone throws, which ends the page's loops.
final class EventStream {

    /// So often something is sent, so that a dead client is noticed and a proxy keeps the line.
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// Then the browser comes again by itself, and shows its session anew.
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final OutputStream out;

    EventStream(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        this.out = response.getOutputStream();
        write("retry: 1000\n\n");
    }

    synchronized void send(String event, String html) throws IOException {
        write("event: " + event + "\n" + data(html));
    }

    /// @param id comes back as `Last-Event-ID` when the browser reconnects
    synchronized void send(String event, long id, String html) throws IOException {
        write("id: " + id + "\nevent: " + event + "\n" + data(html));
    }

    synchronized void heartbeat() throws IOException {
        write(":\n\n");
    }

    private static String data(String html) {
        return "data: " + html.replace("\r", "").replace("\n", "\ndata: ") + "\n\n";
    }

    private synchronized void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
