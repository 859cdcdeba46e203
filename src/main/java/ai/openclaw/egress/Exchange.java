package ai.openclaw.egress;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One request of plain HTTP and its answer. Both are taken apart and said anew, so that the server
/// and the proxy never see two different messages; their bodies pass as they come. Neither
/// connection serves a second one.
final class Exchange {

    private static final Charset LATIN = StandardCharsets.ISO_8859_1;
    private static final int PIECE = 8 * 1024;
    private static final int HEAD = 64 * 1024;
    private static final int MOST_FIELDS = 200;
    private static final int MOST_INTERIM = 20;
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Set<String> TOLD_ANEW = Set.of("host", "content-length");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");

    private final Line line;
    private final Intake in;
    private final Request request;
    private final Framing framing;
    private final Way way;
    private final Leg outside;
    private final Duration silence;
    private volatile @Nullable Refused spoilt;
    private volatile boolean begun;

    Exchange(
            Line line,
            Intake in,
            Request request,
            Framing framing,
            Way way,
            Leg outside,
            Duration silence) {
        this.line = line;
        this.in = in;
        this.request = request;
        this.framing = framing;
        this.way = way;
        this.outside = outside;
        this.silence = silence;
    }

    /// @throws Refused as long as nothing of an answer has been passed on
    /// @throws IOException if it broke off, which the sandbox has to see
    void pass() throws IOException, Refused, InterruptedException {
        line.moveWithin(silence, true);
        try {
            outside.write(requestHead());
            var upload = Thread.ofVirtual().start(this::upload);
            answer();
            line.within(LINGER);
            line.inside().endOutput();
            outside.close();
            upload.join();
        } catch (Refused e) {
            outside.close();
            throw e;
        } catch (ClosedChannelException e) {
            throw brokenOff(e, Why.TOO_SLOW, " sends no answer in time.");
        } catch (IOException e) {
            throw brokenOff(e, Why.UNREACHABLE, " breaks off without an answer.");
        }
    }

    private Refused brokenOff(IOException e, Why why, String words) throws IOException {
        if (begun || line.closed()) {
            throw e;
        }
        var own = spoilt;
        return own != null ? own : new Refused(why, way.target() + words);
    }

    private byte[] requestHead() throws Refused {
        var head = new StringBuilder(request.method());
        head.append(' ').append(Target.path(request.url(), request.method()));
        head.append(request.latest() ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
        head.append("Host: ").append(way.target().authority()).append("\r\n");
        append(head, request.head().forNextHop(TOLD_ANEW));
        append(head, framing);
        return end(head);
    }

    private static void append(StringBuilder head, List<Head.Field> fields) {
        for (var field : fields) {
            head.append(field.written()).append(": ").append(field.value()).append("\r\n");
        }
    }

    private static void append(StringBuilder head, Framing framing) {
        switch (framing) {
            case Framing.Length(long bytes) ->
                    head.append("Content-Length: ").append(bytes).append("\r\n");
            case Framing.Chunked() -> head.append("Transfer-Encoding: chunked\r\n");
            case Framing.None(), Framing.UntilEnd() -> {}
        }
    }

    private static byte[] end(StringBuilder head) {
        head.append("Connection: close\r\n\r\n");
        return head.toString().getBytes(LATIN);
    }

    /// Passes the request's body on; then the end of what the client says means that it is gone.
    private void upload() {
        try {
            new Body(in, outside).pass(framing, true);
        } catch (Refused e) {
            spoilt = e;
            close(outside);
            return;
        } catch (EOFException e) {
            line.close();
        } catch (IOException e) {
            // The server may have said enough already; what it said is being passed on.
        }
        byte[] piece = new byte[PIECE];
        try {
            while (in.read(piece, PIECE) > 0) {
                // A second request; it was told that there is none.
            }
        } catch (IOException e) {
            // Gone as well.
        }
        line.close();
    }

    private static void close(Leg leg) {
        try {
            leg.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    private void answer() throws IOException, Refused {
        var from = new Intake(outside);
        for (int interim = 0; interim < MOST_INTERIM; interim++) {
            var head = responseHead(from);
            int status = status(head);
            var shape = shape(head, status);
            if (status / 100 != 1) {
                pass(head, shape, from);
                return;
            }
            if (request.latest()) {
                var said = new StringBuilder(head.start()).append("\r\n");
                append(said, head.forNextHop(TOLD_ANEW));
                line.inside().write(said.append("\r\n").toString().getBytes(LATIN));
            }
        }
        throw unclear();
    }

    private void pass(Head head, Framing shape, Intake from) throws IOException {
        boolean chunks = request.latest();
        var said = new StringBuilder(head.start()).append("\r\n");
        // An answer to HEAD tells the length of a body that it does not have.
        append(said, head.forNextHop(shape instanceof Framing.None ? Set.of() : TOLD_ANEW));
        if (chunks || !(shape instanceof Framing.Chunked)) {
            append(said, shape);
        }
        begun = true;
        line.inside().write(end(said));
        try {
            new Body(from, line.inside()).pass(shape, chunks);
        } catch (Refused e) {
            throw new IOException(e.detail(), e);
        }
    }

    private Head responseHead(Intake from) throws IOException, Refused {
        try {
            return Head.read(from, HEAD, MOST_FIELDS);
        } catch (Refused e) {
            throw unclear();
        }
    }

    private int status(Head head) throws Refused {
        var start = STATUS.matcher(head.start());
        if (!start.matches() || start.group(1).equals("101")) {
            throw unclear();
        }
        return Integer.parseInt(start.group(1));
    }

    private Framing shape(Head head, int status) throws Refused {
        try {
            return Framing.ofResponse(head, status, request.method());
        } catch (Refused e) {
            throw unclear();
        }
    }

    private Refused unclear() {
        return new Refused(
                Why.UNREACHABLE, way.target() + " answers in a way that is not understood.");
    }
}
