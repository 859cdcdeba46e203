package ai.openclaw.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// A server on all addresses of this host: answers whatever comes by TCP with an HTTP 200, and
/// sends every datagram back. Counts who comes.
final class Bait implements AutoCloseable {

    final AtomicInteger visitors = new AtomicInteger();
    private final ServerSocket tcp;
    private final DatagramSocket udp;

    Bait() throws IOException {
        tcp = new ServerSocket(0);
        udp = new DatagramSocket(tcp.getLocalPort());
        Thread.ofVirtual().start(this::answer);
        Thread.ofVirtual().start(this::echo);
    }

    int port() {
        return tcp.getLocalPort();
    }

    /// Every IPv4 address of this host but loopback, with the port.
    String everywhere() throws IOException {
        List<String> found = new ArrayList<>();
        for (var network : NetworkInterface.networkInterfaces().toList()) {
            network.inetAddresses()
                    .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .forEach(found::add);
        }
        return found.stream().map(it -> it + ":" + port()).collect(Collectors.joining(" "));
    }

    private void answer() {
        try {
            while (true) {
                try (var visitor = tcp.accept()) {
                    visitors.incrementAndGet();
                    visitor.setSoTimeout(200);
                    try {
                        visitor.getInputStream().readNBytes(1);
                    } catch (IOException e) {
                        // One who only connects.
                    }
                    visitor.getOutputStream()
                            .write(
                                    "HTTP/1.0 200 OK\r\n\r\nhello\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    private void echo() {
        var packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                packet.setLength(512);
                udp.receive(packet);
                visitors.incrementAndGet();
                udp.send(packet);
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
    }
}
