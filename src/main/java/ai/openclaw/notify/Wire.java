package ai.openclaw.notify;

import ai.openclaw.base.Text;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/// Posts to addresses that strangers chose, and to receivers that may be hostile: to permitted
/// addresses alone, along no redirect and through no proxy, with limits on time and on what is read
/// of the answer. Each call has a connection of its own. TLS is verified against the name in the
/// URL. Made when first needed, as it reads all the certificates that the machine trusts.
@Component
@Lazy
class Wire implements AutoCloseable {

    /// For looking up, connecting, sending and answering, all in all.
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES = 1024;

    private final Duration longest;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch;

    @Autowired
    Wire(WebhookSettings settings) {
        this(
                new Reach(settings),
                InetAddress::getAllByName,
                DefaultClientTlsStrategy.createDefault(),
                LONGEST);
    }

    Wire(Reach reach, OpenAddresses.Names names, TlsSocketStrategy tls, Duration longest) {
        this.longest = longest;
        this.watch =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("webhook-limits").factory());
        var http = Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8192).build();
        var limit = Timeout.of(TO_CONNECT);
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new OpenAddresses(reach, names))
                        .setTlsSocketStrategy(tls)
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(http)
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(limit)
                                        .setSocketTimeout(Timeout.of(longest))
                                        .build())
                        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(limit).build())
                        .setMaxConnTotal(1000)
                        .setMaxConnPerRoute(1000)
                        .build();
        this.client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setConnectionReuseStrategy((_, _, _) -> false)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(Timeout.of(longest))
                                        .setProtocolUpgradeEnabled(false)
                                        .build())
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .build();
    }

    Outcome post(String url, Map<String, String> headers, String body) {
        HttpPost post;
        try {
            post = new HttpPost(URI.create(url));
        } catch (IllegalArgumentException e) {
            return new Outcome.Pointless("This is no URL.");
        }
        headers.forEach(post::setHeader);
        post.setEntity(
                new ByteArrayEntity(
                        body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        // Said before it is cancelled: who waits for the answer hears of that at once.
        var late = new AtomicBoolean();
        var limit =
                watch.schedule(
                        () -> {
                            late.set(true);
                            return post.cancel();
                        },
                        longest.toMillis(),
                        TimeUnit.MILLISECONDS);
        try (var answer = client.executeOpen(null, post, null)) {
            var read = read(answer);
            // Not read to its end: who knows whether it has one.
            post.cancel();
            return read;
        } catch (IOException | RuntimeException e) {
            return new Outcome.Failed(
                    late.get() ? "No answer within " + inWords(longest) + "." : said(e));
        } finally {
            limit.cancel(false);
        }
    }

    private static Outcome read(ClassicHttpResponse answer) {
        return new Outcome.Answered(
                answer.getCode(),
                Text.printable(
                        new String(beginning(answer.getEntity()), StandardCharsets.UTF_8),
                        ANSWER_BYTES),
                retryAfter(answer));
    }

    /// The status has been said by now, so it counts however the rest goes.
    private static byte[] beginning(@Nullable HttpEntity entity) {
        var bytes = new byte[ANSWER_BYTES];
        int length = 0;
        try {
            var content = entity == null ? null : entity.getContent();
            int read = 0;
            while (content != null && read >= 0 && length < bytes.length) {
                length += read;
                read = content.read(bytes, length, bytes.length - length);
            }
        } catch (IOException e) {
            return Arrays.copyOf(bytes, length);
        }
        return Arrays.copyOf(bytes, length);
    }

    /// Only in seconds; a date would be by a clock that nobody knows.
    private static @Nullable Duration retryAfter(ClassicHttpResponse answer) {
        var header = answer.getFirstHeader("Retry-After");
        return header != null && header.getValue() != null && header.getValue().matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header.getValue()))
                : null;
    }

    private static String said(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Text.printable(
                switch (e) {
                    case OpenAddresses.Refused _ -> message;
                    case UnknownHostException _ -> "The host's name is not known.";
                    case ConnectTimeoutException _ ->
                            "No connection within " + inWords(TO_CONNECT) + ".";
                    case SocketTimeoutException _ -> "No answer in time.";
                    case SSLException _ -> "TLS: " + message;
                    case HttpHostConnectException _ -> "No connection: " + message;
                    case ConnectException _ -> "No connection: " + message;
                    case InterruptedIOException _ -> "Broken off.";
                    default -> "The connection failed: " + message;
                },
                300);
    }

    private static String inWords(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        client.close();
    }
}
