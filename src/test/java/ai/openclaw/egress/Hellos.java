package ai.openclaw.egress;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// What TLS clients begin with.
final class Hellos {

    private Hellos() {}

    /// As the JDK says it, in one record.
    static byte[] of(@Nullable String host) {
        try {
            var engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            var settings = engine.getSSLParameters();
            settings.setServerNames(host == null ? List.of() : List.of(new SNIHostName(host)));
            engine.setSSLParameters(settings);
            var out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), out);
            return Arrays.copyOf(out.array(), out.position());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same in records of so many bytes.
    static byte[] inRecords(byte[] hello, int size) {
        var out = new ByteArrayOutputStream();
        for (int at = 5; at < hello.length; at += size) {
            int count = Math.min(size, hello.length - at);
            out.writeBytes(new byte[] {22, 3, 1, (byte) (count >> 8), (byte) count});
            out.write(hello, at, count);
        }
        return out.toByteArray();
    }

    /// One with these extensions and nothing that it does not need.
    static byte[] with(byte[]... extensions) {
        int length = Arrays.stream(extensions).mapToInt(it -> it.length).sum();
        var body = ByteBuffer.allocate(2 + 32 + 1 + 2 + 2 + 2 + 2 + length);
        body.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
        body.putShort((short) 2).putShort((short) 0x1301).put((byte) 1).put((byte) 0);
        body.putShort((short) length);
        Arrays.stream(extensions).forEach(body::put);
        return record(message(body.array()));
    }

    static byte[] message(byte[] body) {
        return ByteBuffer.allocate(4 + body.length).putInt(1 << 24 | body.length).put(body).array();
    }

    static byte[] record(byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put(new byte[] {22, 3, 1})
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    static byte[] extension(int type, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .putShort((short) type)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    static byte[] serverName(String host) {
        byte[] name = host.getBytes(StandardCharsets.ISO_8859_1);
        return extension(
                0,
                ByteBuffer.allocate(5 + name.length)
                        .putShort((short) (3 + name.length))
                        .put((byte) 0)
                        .putShort((short) name.length)
                        .put(name)
                        .array());
    }
}
