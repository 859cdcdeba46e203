package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS to an address that was chosen beforehand is still TLS to the name in the URL.
class WireTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path folder;

    private static HttpsServer server;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        var file = folder.resolve("receiver.p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD),
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=receiver.test",
                                "-ext",
                                "san=dns:receiver.test")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(made.waitFor()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
        var keys = KeyStore.getInstance(file.toFile(), PASSWORD);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        server.start();
        trusting = context(keys);
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void rightNameAndTrustedCertificateGetThrough() throws IOException {
        var outcome = post("receiver.test", new DefaultClientTlsStrategy(trusting));
        assertThat(outcome.delivered()).as("%s", outcome).isTrue();
    }

    @Test
    void anotherNameDoesNot() throws IOException {
        assertThat(post("other.test", new DefaultClientTlsStrategy(trusting)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, it -> assertThat(it.error()).startsWith("TLS: "));
    }

    @Test
    void certificateThatNobodyVouchesForDoesNot() throws IOException {
        assertThat(post("receiver.test", DefaultClientTlsStrategy.createDefault()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, it -> assertThat(it.error()).startsWith("TLS: "));
    }

    private static Outcome post(String host, DefaultClientTlsStrategy tls) throws IOException {
        try (var wire =
                new Wire(
                        new Reach(new WebhookSettings(List.of("127.0.0.1/32"))),
                        _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")},
                        tls,
                        Duration.ofSeconds(15))) {
            var url = "https://" + host + ":" + server.getAddress().getPort() + "/x";
            return wire.post(url, Map.of(), "{}");
        }
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustStore(keys));
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore trustStore(KeyStore keys) throws GeneralSecurityException {
        try {
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("a", keys.getCertificate("a"));
            return trust;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
