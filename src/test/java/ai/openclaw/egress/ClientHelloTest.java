package ai.openclaw.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientHelloTest {

    private static final byte[] REAL = Hellos.of("www.example.org");

    @Test
    void theServersNameIsReadWhereverTheBytesAreCut() throws Exception {
        for (int cut = 0; cut <= REAL.length; cut++) {
            var hello = ClientHello.read(pieces(REAL, cut));

            assertThat(hello.serverName()).as("cut at %d", cut).isEqualTo("www.example.org");
            assertThat(hello.raw()).isEqualTo(REAL);
        }
        assertThat(ClientHello.read(pieces(REAL, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).serverName())
                .isEqualTo("www.example.org");
    }

    @Test
    void itMayComeInRecordsOfAnySize() throws Exception {
        for (int size = 1; size < REAL.length; size++) {
            byte[] cut = Hellos.inRecords(REAL, size);

            var hello = ClientHello.read(pieces(cut, cut.length / 2));

            assertThat(hello.serverName()).as("records of %d", size).isEqualTo("www.example.org");
            assertThat(hello.raw()).isEqualTo(cut);
        }
    }

    @Test
    void whatComesAfterItIsLeftToBeRead() throws Exception {
        byte[] more = Arrays.copyOf(REAL, REAL.length + 3);
        more[REAL.length] = 'a';
        var in = pieces(more, REAL.length);

        assertThat(ClientHello.read(in).raw()).isEqualTo(REAL);
        assertThat(in.read()).isEqualTo('a');
    }

    @Test
    void helloWithoutANameHasNone() throws Exception {
        assertThat(ClientHello.read(pieces(Hellos.of(null))).serverName()).isNull();
        assertThat(ClientHello.read(pieces(Hellos.with())).serverName()).isNull();
    }

    /// Encrypted Client Hello: the name inside is the server's alone to read.
    @Test
    void outerNameCounts() throws Exception {
        byte[] hello =
                Hellos.with(
                        Hellos.extension(0xfe0d, new byte[200]),
                        Hellos.serverName("public.example.org"));

        assertThat(ClientHello.read(pieces(hello)).serverName()).isEqualTo("public.example.org");
    }

    static Stream<byte[]> none() {
        byte[] name = Hellos.serverName("a.example");
        byte[] body = Arrays.copyOfRange(Hellos.with(name), 9, Hellos.with(name).length);
        byte[] twoNames = Hellos.extension(0, new byte[] {0, 8, 0, 0, 1, 'a', 0, 0, 1, 'b'});
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        byte[] shorter = Arrays.copyOf(body, body.length - 1);
        return Stream.of(
                "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "SSH-2.0-x\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                new byte[] {(byte) 0x80, 46, 1, 3, 1},
                new byte[] {21, 3, 1, 0, 2, 1, 0},
                new byte[] {22, 2, 1, 0, 4, 1, 0, 0, 0},
                new byte[] {22, 3, 1, 0, 0},
                new byte[] {22, 3, 1, (byte) 0xff, (byte) 0xff},
                // Another message, one that is too long, and more than one in a record.
                Hellos.record(new byte[] {2, 0, 0, 0}),
                Hellos.record(new byte[] {1, 0x7f, 0, 0}),
                Hellos.record(Arrays.copyOf(Hellos.message(body), body.length + 8)),
                Hellos.record(Hellos.message(longer)),
                Hellos.record(Hellos.message(shorter)),
                Hellos.with(name, name),
                Hellos.with(twoNames),
                Hellos.with(Hellos.extension(0, new byte[0])),
                Hellos.with(Hellos.extension(0, new byte[] {0, 4, 1, 0, 1, 'a'})),
                Hellos.with(Hellos.extension(0, new byte[] {0, 9, 0, 0, 1, 'a'})),
                Hellos.with(new byte[] {0, 0, 0, 9, 0}));
    }

    @ParameterizedTest
    @MethodSource("none")
    void whatIsNoHelloIsRefused(byte[] bytes) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ClientHello.read(pieces(bytes)))
                .satisfies(it -> assertThat(it.why()).isEqualTo(Why.NOT_TLS));
    }

    @Test
    void oneThatNeverEndsIsRefusedOrEnds() {
        byte[] endless = new byte[40 * 1024];
        for (int at = 0; at + 1005 <= endless.length; at += 1005) {
            ByteBuffer.wrap(endless, at, 5).put(new byte[] {22, 3, 1}).putShort((short) 1000);
        }
        ByteBuffer.wrap(endless, 5, 4).putInt(1 << 24 | 32 * 1024);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ClientHello.read(pieces(endless)));
        for (int cut = 0; cut < REAL.length; cut++) {
            byte[] half = Arrays.copyOf(REAL, cut);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> ClientHello.read(pieces(half)));
        }
    }

    /// These bytes, cut at these places.
    static Intake pieces(byte[] bytes, int... cuts) {
        return new Intake(
                new Intake.Source() {
                    private int at;

                    @Override
                    public int read(byte[] into, int from, int most) throws IOException {
                        if (at == bytes.length) {
                            return -1;
                        }
                        int until =
                                Arrays.stream(cuts)
                                        .filter(it -> it > at)
                                        .min()
                                        .orElse(bytes.length);
                        int count = Math.min(most, until - at);
                        System.arraycopy(bytes, at, into, from, count);
                        at += count;
                        return count;
                    }
                });
    }
}
