package ai.openclaw.proxy;

import ai.openclaw.model.Provider;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Calls providers. The sandbox's own credentials stay here, and the provider's are put in their
/// place.
@Component
class Upstream implements DisposableBean {

    /// Of one connection (RFC 9110, 7.6.1), or ours to say.
    private static final Set<String> HOPS =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    /// What names who pays, or where a call comes from.
    private static final Set<String> IDENTITY =
            Set.of(
                    "authorization",
                    "x-api-key",
                    "api-key",
                    "x-goog-api-key",
                    "cookie",
                    "forwarded",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x-forwarded-proto",
                    "x-real-ip",
                    "openai-organization",
                    "openai-project",
                    "x-goog-user-project");

    /// What an answer says about the account.
    private static final Set<String> ACCOUNT =
            Set.of(
                    "set-cookie",
                    "openai-organization",
                    "openai-project",
                    "anthropic-organization-id");

    private final ProxySettings settings;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("upstream-", 0).factory());
    private final HttpClient client;

    Upstream(ProxySettings settings) {
        this.settings = settings;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.connect())
                        .executor(threads)
                        .build();
    }

    /// Sends it; the answer's body is still to be read then, and to be closed.
    CompletableFuture<HttpResponse<InputStream>> send(
            Provider provider, String path, HttpServletRequest request, byte[] body)
            throws IOException {
        try {
            var call =
                    HttpRequest.newBuilder(provider.uri(path))
                            .timeout(settings.answer())
                            .POST(BodyPublishers.ofByteArray(body));
            for (String name : Collections.list(request.getHeaderNames())) {
                if (goesUp(name)) {
                    Collections.list(request.getHeaders(name))
                            .forEach(value -> call.header(name, value));
                }
            }
            // Packed, no usage could be read.
            call.setHeader("accept-encoding", "identity");
            provider.credentials().forEach(call::setHeader);
            return client.sendAsync(call.build(), BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException e) {
            throw new IOException("the request's head cannot be passed on", e);
        }
    }

    private static boolean goesUp(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !HOPS.contains(name)
                && !IDENTITY.contains(name)
                && !name.equals("accept-encoding")
                && !name.startsWith(":");
    }

    /// Whether a header of a provider's answer goes on to the sandbox.
    static boolean goesDown(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !HOPS.contains(name) && !ACCOUNT.contains(name) && !name.startsWith(":");
    }

    @Override
    public void destroy() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
