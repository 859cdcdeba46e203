package ai.openclaw.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The first thing that a TLS client says (RFC 8446, 4.1.2), which may come in many records and
/// many pieces. Of it, only the name of the server that it wants is of interest (RFC 6066, 3);
/// where that is encrypted (ECH), the outer one.
final class ClientHello {

    /// Of records together. A hello with keys for every group there is has a few thousand bytes.
    private static final int MOST = 32 * 1024;

    private static final int RECORD_HEAD = 5;
    private static final int LONGEST_RECORD = 1 << 14;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int MESSAGE_HEAD = 4;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;

    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable String serverName;

    private ClientHello() {}

    /// Reads exactly the records that it is in.
    ///
    /// @throws Refused if it is none
    static ClientHello read(Intake in) throws IOException, Refused {
        var hello = new ClientHello();
        do {
            hello.readRecord(in);
        } while (!hello.complete());
        hello.understand();
        return hello;
    }

    /// The bytes as they came.
    byte[] raw() {
        return raw.toByteArray();
    }

    /// The host that it asks for, as it was sent; null if for none.
    @Nullable String serverName() {
        return serverName;
    }

    private void readRecord(Intake in) throws IOException, Refused {
        // Byte by byte: who begins with something else is told so before he has sent a whole head.
        expect(in, HANDSHAKE);
        expect(in, 3);
        byte[] rest = bytes(in, RECORD_HEAD - 2);
        int length = (rest[1] & 0xff) << 8 | (rest[2] & 0xff);
        if (length == 0 || length > LONGEST_RECORD || raw.size() + length > MOST) {
            throw no();
        }
        message.write(bytes(in, length));
    }

    private void expect(Intake in, int wanted) throws IOException, Refused {
        if (bytes(in, 1)[0] != wanted) {
            throw no();
        }
    }

    private byte[] bytes(Intake in, int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            bytes[i] = (byte) next;
        }
        raw.write(bytes);
        return bytes;
    }

    /// Whether the message is there as a whole.
    private boolean complete() throws Refused {
        if (message.size() < MESSAGE_HEAD) {
            return false;
        }
        var head = ByteBuffer.wrap(message.toByteArray()).getInt();
        int length = head & 0xffffff;
        if (head >>> 24 != CLIENT_HELLO
                || length > MOST
                || message.size() > MESSAGE_HEAD + length) {
            throw no();
        }
        return message.size() == MESSAGE_HEAD + length;
    }

    private void understand() throws Refused {
        try {
            var hello = ByteBuffer.wrap(message.toByteArray());
            // Head, version, random.
            skip(hello, MESSAGE_HEAD + 2 + 32);
            skip(hello, one(hello));
            skip(hello, two(hello));
            skip(hello, one(hello));
            if (!hello.hasRemaining()) {
                return;
            }
            var extensions = part(hello, two(hello));
            if (hello.hasRemaining()) {
                throw no();
            }
            boolean named = false;
            while (extensions.hasRemaining()) {
                int type = two(extensions);
                var extension = part(extensions, two(extensions));
                if (type == SERVER_NAME) {
                    if (named) {
                        throw no();
                    }
                    named = true;
                    serverName = name(extension);
                }
            }
        } catch (BufferUnderflowException e) {
            throw no();
        }
    }

    private static String name(ByteBuffer extension) throws Refused {
        var list = part(extension, two(extension));
        if (one(list) != HOST_NAME) {
            throw no();
        }
        var name = part(list, two(list));
        if (list.hasRemaining() || extension.hasRemaining()) {
            throw no();
        }
        return StandardCharsets.ISO_8859_1.decode(name).toString();
    }

    private static int one(ByteBuffer bytes) {
        return bytes.get() & 0xff;
    }

    private static int two(ByteBuffer bytes) {
        return bytes.getShort() & 0xffff;
    }

    private static void skip(ByteBuffer bytes, int count) {
        var _ = part(bytes, count);
    }

    private static ByteBuffer part(ByteBuffer bytes, int count) {
        if (count > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        var part = bytes.slice(bytes.position(), count);
        bytes.position(bytes.position() + count);
        return part;
    }

    private static Refused no() {
        return new Refused(
                Why.NOT_TLS,
                "Through CONNECT only TLS goes out, so that it can be seen which host is asked for;"
                        + " this does not begin as TLS does.");
    }
}
