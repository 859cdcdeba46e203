package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Keeps what comes.
final class Heard implements OutputSink {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> gaps = new ArrayList<>();

    @Override
    public synchronized void stdout(ByteBuffer data) {
        take(data, out);
    }

    @Override
    public synchronized void stderr(ByteBuffer data) {
        take(data, err);
    }

    @Override
    public synchronized void gap(String why) {
        gaps.add(why);
    }

    private static void take(ByteBuffer data, ByteArrayOutputStream to) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        to.writeBytes(bytes);
    }

    synchronized String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    synchronized long lines() {
        return out().chars().filter(c -> c == '\n').count();
    }

    synchronized String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }
}
