package ai.openclaw.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Says to a proxy on loopback what a test has it say.
record ProxyClient(int port) {

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String get(String host, String fields) {
        return "GET http://%s/some/where?x=1 HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(host, host, fields);
    }

    /// @return all that it answers
    String ask(String request) throws IOException {
        try (var socket = open()) {
            var sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    socket.getOutputStream()
                                            .write(request.getBytes(StandardCharsets.ISO_8859_1));
                                } catch (IOException e) {
                                    // It has heard enough.
                                }
                            });
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            sender.interrupt();
            return answer;
        }
    }

    /// Opens a tunnel.
    Socket connect(String authority, String fields) throws IOException {
        var socket = open();
        socket.getOutputStream()
                .write(
                        "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                                .formatted(authority, authority, fields)
                                .getBytes(StandardCharsets.ISO_8859_1));
        String said = "HTTP/1.1 200 Connection established\r\n\r\n";
        assertThat(socket.getInputStream().readNBytes(said.length())).asString().isEqualTo(said);
        return socket;
    }

    private Socket open() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }
}
