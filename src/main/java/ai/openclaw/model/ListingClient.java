package ai.openclaw.model;

import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a provider for its models, within limits of time, bytes and pages: a provider may be any
/// server, and may be broken.
@Component
class ListingClient implements DisposableBean {

    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int MOST_PAGES = 20;
    private static final int MOST_MODELS = 10_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Duration limit;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("discovery-", 0).factory());
    private final HttpClient client;

    ListingClient(DiscoverySettings settings) {
        this.limit = settings.limit();
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limit)
                        .executor(threads)
                        .build();
    }

    /// All its models, in its order.
    ///
    /// @throws ListingFailed with the reason
    List<Model> ask(Provider provider) throws ListingFailed, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        var models = new LinkedHashMap<String, Model>();
        var style = provider.listing();
        Optional<URI> next = Optional.of(style.first(provider.baseUrl()));
        for (int pages = 0; next.isPresent() && pages < MOST_PAGES; pages++) {
            var page = page(provider, next.get(), end);
            var entries = style.models(page);
            if (!entries.isArray()) {
                throw new ListingFailed("Its answer is no list of models; check its base URL.");
            }
            for (var entry : entries) {
                ModelFacts.read(provider.name(), entry)
                        .filter(_ -> models.size() < MOST_MODELS)
                        .ifPresent(it -> models.putIfAbsent(it.ref().model(), it));
            }
            next = style.next(provider.baseUrl(), page);
        }
        return new ArrayList<>(models.values());
    }

    private JsonNode page(Provider provider, URI uri, long end)
            throws ListingFailed, InterruptedException {
        var request = HttpRequest.newBuilder(uri).header("accept", "application/json");
        provider.listing().headers(provider).forEach(request::setHeader);
        var answer =
                client.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return read(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new ListingFailed(tooSlow());
        } catch (ExecutionException e) {
            throw new ListingFailed(reason(e.getCause() == null ? e : e.getCause()));
        } catch (CancellationException e) {
            throw new ListingFailed("The gateway is about to end.");
        } finally {
            // Ends what still comes; nothing otherwise.
            answer.cancel(true);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> answer) throws ListingFailed {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw new ListingFailed("It refuses the key (" + status + ").");
        }
        if (status == 429) {
            throw new ListingFailed("It wants fewer requests, or payment (429).");
        }
        if (status == 404) {
            throw new ListingFailed("There is no list of models (404); check its base URL.");
        }
        if (status != 200) {
            throw new ListingFailed("It answered " + status + ".");
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new ListingFailed("Its answer is no JSON; check its base URL.");
        }
    }

    private String reason(Throwable failure) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            if (it instanceof HttpConnectTimeoutException) {
                return tooSlow();
            }
            if (it instanceof UnknownHostException || it instanceof UnresolvedAddressException) {
                return "The name of its host is unknown.";
            }
            if (it instanceof SSLException) {
                return "No secure connection: its certificate or TLS is not accepted.";
            }
        }
        return failure instanceof ConnectException
                ? "Nothing accepts connections at its address."
                : "The connection failed, or its answer is too large.";
    }

    private String tooSlow() {
        return "It did not answer within "
                + BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString()
                + " s.";
    }

    @Override
    public void destroy() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
