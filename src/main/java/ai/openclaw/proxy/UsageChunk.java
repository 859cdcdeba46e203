package ai.openclaw.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Takes the chunk with the usage out of a stream of chat completions, for a program that did not
/// ask for it. Passes on event by event; what it cannot read it passes on.
final class UsageChunk extends OutputStream {

    private static final int LONGEST = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OutputStream out;
    private final ByteArrayOutputStream event = new ByteArrayOutputStream(1024);
    private int lineEnds;

    UsageChunk(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int start = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                lineEnds++;
                if (lineEnds == 2) {
                    event.write(bytes, start, i + 1 - start);
                    start = i + 1;
                    pass();
                    lineEnds = 0;
                }
            } else if (bytes[i] != '\r') {
                lineEnds = 0;
            }
        }
        event.write(bytes, start, from + length - start);
        if (event.size() > LONGEST) {
            event.writeTo(out);
            event.reset();
        }
    }

    private void pass() throws IOException {
        if (!usageAlone(event.toString(StandardCharsets.UTF_8))) {
            event.writeTo(out);
        }
        event.reset();
    }

    private static boolean usageAlone(String event) {
        if (!event.startsWith("data:") || !event.contains("\"usage\"")) {
            return false;
        }
        try {
            var data = JSON.readTree(event.substring("data:".length()).strip());
            return data.path("usage").isObject()
                    && data.path("choices").isArray()
                    && data.path("choices").isEmpty();
        } catch (JacksonException e) {
            return false;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /// What is left when the stream has ended.
    void finish() throws IOException {
        event.writeTo(out);
        event.reset();
        out.flush();
    }
}
