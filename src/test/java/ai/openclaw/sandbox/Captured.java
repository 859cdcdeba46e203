package ai.openclaw.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Keeps a sandbox's output.
final class Captured implements OutputSink {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public synchronized void stdout(ByteBuffer data) {
        take(data, out);
    }

    @Override
    public synchronized void stderr(ByteBuffer data) {
        take(data, err);
    }

    private static void take(ByteBuffer data, ByteArrayOutputStream to) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        to.writeBytes(bytes);
    }

    synchronized byte[] bytes() {
        return out.toByteArray();
    }

    synchronized String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    synchronized String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
