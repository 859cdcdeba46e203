package ai.openclaw.egress;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Passes the body of a message on as it comes, in memory of one piece. Chunks are taken apart and
/// made anew, so that nothing in their framing gets through but their lengths.
record Body(Intake from, Leg to) {

    private static final int PIECE = 16 * 1024;
    private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})(?:;.*)?");
    private static final int LONGEST_SIZE = 1024;
    private static final int MOST_TRAILERS = 100;
    private static final byte[] CRLF = {'\r', '\n'};

    /// @param chunks whether what is read in chunks is written in chunks, too
    /// @throws Refused if its chunks are none; what was passed is not complete then
    /// @throws EOFException if it ends before its end
    void pass(Framing framing, boolean chunks) throws IOException, Refused {
        switch (framing) {
            case Framing.None() -> {}
            case Framing.Length(long bytes) -> exactly(bytes);
            case Framing.Chunked() -> chunked(chunks);
            case Framing.UntilEnd() -> untilEnd();
        }
    }

    private void exactly(long bytes) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = bytes;
        while (left > 0) {
            int count = some(piece, left);
            to.write(piece, 0, count);
            left -= count;
        }
    }

    private void untilEnd() throws IOException {
        byte[] piece = new byte[PIECE];
        int count;
        while ((count = from.read(piece, PIECE)) > 0) {
            to.write(piece, 0, count);
        }
    }

    private void chunked(boolean chunks) throws IOException, Refused {
        byte[] piece = new byte[PIECE];
        while (true) {
            long left = size();
            if (left == 0) {
                var _ = Head.fields(from, PIECE, MOST_TRAILERS);
                if (chunks) {
                    to.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                return;
            }
            while (left > 0) {
                int count = some(piece, left);
                if (chunks) {
                    writeChunk(piece, count);
                } else {
                    to.write(piece, 0, count);
                }
                left -= count;
            }
            if (!from.line(1).isEmpty()) {
                throw Refused.malformed("A chunk is longer than it says.");
            }
        }
    }

    private long size() throws IOException, Refused {
        var size = SIZE.matcher(from.line(LONGEST_SIZE));
        if (!size.matches()) {
            throw Refused.malformed("A chunk's size is no number.");
        }
        return Long.parseLong(size.group(1), 16);
    }

    private void writeChunk(byte[] piece, int count) throws IOException {
        byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[size.length + count + CRLF.length];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(piece, 0, chunk, size.length, count);
        System.arraycopy(CRLF, 0, chunk, size.length + count, CRLF.length);
        to.write(chunk);
    }

    private int some(byte[] piece, long most) throws IOException {
        int count = from.read(piece, (int) Math.min(PIECE, most));
        if (count < 0) {
            throw new EOFException();
        }
        return count;
    }
}
