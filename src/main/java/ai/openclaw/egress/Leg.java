package ai.openclaw.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// One end of a line. Reads and writes block, and count.
final class Leg implements Intake.Source {

    private final SocketChannel channel;
    private final Runnable moved;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong written = new AtomicLong();

    /// @param moved is told of all bytes that come or go
    Leg(SocketChannel channel, Runnable moved) {
        this.channel = channel;
        this.moved = moved;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = channel.read(ByteBuffer.wrap(into, from, most));
        if (count > 0) {
            read.addAndGet(count);
            moved.run();
        }
        return count;
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        var left = ByteBuffer.wrap(bytes, from, count);
        while (left.hasRemaining()) {
            written.addAndGet(channel.write(left));
            moved.run();
        }
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /// Nothing more is written.
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /// Waiting reads and writes end.
    void close() throws IOException {
        channel.close();
    }

    /// Bytes that came from there.
    long read() {
        return read.get();
    }

    /// Bytes that went there.
    long written() {
        return written.get();
    }
}
