package ai.openclaw.proxy;

import ai.openclaw.model.Provider;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Passes an answer on to the sandbox as it comes, and has its usage read on the way.
final class Passage {

    private static final int PIECE = 16 << 10;

    /// Of an error; more is cut.
    private static final int LONGEST_ERROR = 1 << 20;

    private final HttpResponse<InputStream> answer;
    private final HttpServletResponse response;
    private final UsageReader usage;
    private final Silences silences;
    private final long began;
    private @Nullable Integer firstByteMillis;

    /// @param began when the call did, in nanoseconds
    Passage(
            HttpResponse<InputStream> answer,
            HttpServletResponse response,
            UsageReader usage,
            Silences silences,
            long began) {
        this.answer = answer;
        this.response = response;
        this.usage = usage;
        this.silences = silences;
        this.began = began;
    }

    /// Milliseconds from the call's beginning to its first byte; null if there was none.
    @Nullable Integer firstByteMillis() {
        return firstByteMillis;
    }

    /// To the end.
    ///
    /// @param hideUsage whether the program is to be spared the chunk with the usage
    void run(boolean hideUsage) throws IOException {
        head(!hideUsage);
        var out = response.getOutputStream();
        if (hideUsage) {
            var filtered = new UsageChunk(out);
            copy(filtered);
            filtered.finish();
        } else {
            copy(out);
        }
    }

    private void copy(OutputStream out) throws IOException {
        var in = answer.body();
        try {
            silences.heard(in);
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (n > 0) {
                    first();
                    silences.heard(in);
                    out.write(piece, 0, n);
                    out.flush();
                    usage.feed(piece, 0, n);
                }
            }
        } finally {
            silences.forget(in);
        }
    }

    private void first() {
        if (firstByteMillis == null) {
            firstByteMillis = (int) ((System.nanoTime() - began) / 1_000_000);
        }
    }

    /// An error goes on whole, but for a key that its provider may have quoted in it.
    void error(Provider provider) throws IOException {
        byte[] body;
        var in = answer.body();
        try {
            silences.heard(in);
            body = in.readNBytes(LONGEST_ERROR);
        } finally {
            silences.forget(in);
        }
        first();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String secret : provider.credentials().values()) {
            String bare = secret.replaceFirst("(?i)^bearer +", "");
            if (bare.length() >= 6) {
                text = text.replace(bare, "[redacted]");
            }
        }
        byte[] clean = text.getBytes(StandardCharsets.ISO_8859_1);
        head(false);
        response.setContentLength(clean.length);
        response.getOutputStream().write(clean);
        response.flushBuffer();
    }

    private void head(boolean length) {
        response.setStatus(answer.statusCode());
        answer.headers()
                .map()
                .forEach((name, values) -> {
                    if (Upstream.goesDown(name)) {
                        values.forEach(value -> response.addHeader(name, value));
                    }
                });
        if (length) {
            answer.headers()
                    .firstValueAsLong("content-length")
                    .ifPresent(response::setContentLengthLong);
        }
    }
}
