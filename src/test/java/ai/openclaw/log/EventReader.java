package ai.openclaw.log;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Reads server-sent events as a browser does, as far as we send them.
final class EventReader implements AutoCloseable {

    private final BufferedReader in;

    EventReader(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    record Event(String id, String name, String data) {}

    /// The next event; comments are passed over.
    Event next() throws IOException {
        String id = "";
        String name = "message";
        String data = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty() && !data.isEmpty()) {
                return new Event(id, name, data);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            }
        }
        throw new EOFException();
    }

    boolean atEnd() throws IOException {
        return in.readLine() == null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
