package ai.openclaw.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The raw archive, as far as one may read: a number of bytes that the reader allows itself before
/// each step, and a deadline. A step that wants more is broken off, so neither an endless file nor
/// an endless header gets anywhere.
final class CappedStream extends FilterInputStream {

    private final long deadline;
    private long allowed;

    CappedStream(InputStream in, Duration time) {
        super(in);
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /// From now on so many bytes may be read.
    void allow(long bytes) {
        allowed = bytes;
    }

    boolean late() {
        return System.nanoTime() - deadline >= 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        check();
        int n = super.read(to, offset, (int) Math.min(length, allowed));
        allowed -= Math.max(0, n);
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        check();
        long skipped = super.skip(Math.min(n, allowed));
        allowed -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws IOException {
        if (late()) {
            throw new Broken("the time was up");
        }
        if (allowed <= 0) {
            throw new Broken("it held more than it may");
        }
    }

    /// Why reading was broken off, as a phrase.
    static final class Broken extends IOException {

        private static final long serialVersionUID = 1L;

        Broken(String why) {
            super(why);
        }
    }
}
