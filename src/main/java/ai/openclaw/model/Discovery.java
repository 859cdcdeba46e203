package ai.openclaw.model;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// What models there are, by the providers' own lists. Each provider is asked when somebody looks
/// and its list is old: the first time one waits for it, later the old list is shown while the new
/// one comes. A provider that fails keeps its last list. All are asked at once, each only once at a
/// time.
@Component
public class Discovery implements DisposableBean {

    private final List<Provider> providers;
    private final ListingClient client;
    private final DiscoverySettings settings;
    private final Clock clock;
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Listing>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("discover-", 0).factory());

    Discovery(Providers providers, ListingClient client, DiscoverySettings settings, Clock clock) {
        this.providers = providers.all();
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /// What is known already, without asking anybody.
    public List<Listing> known() {
        return providers.stream().map(this::known).toList();
    }

    private Listing known(Provider provider) {
        return listings.getOrDefault(provider.name(), Listing.unknown(provider));
    }

    /// What is known, after asking those that were never asked; of the others those whose list is
    /// old are asked in the background. Takes no longer than a provider may take to answer.
    public List<Listing> current() {
        var now = clock.instant();
        var waited = new LinkedHashMap<String, CompletableFuture<Listing>>();
        for (var provider : providers) {
            var known = known(provider);
            if (due(known, now)) {
                var asked = ask(provider);
                if (known.askedAt() == null) {
                    waited.put(provider.name(), asked);
                }
            }
        }
        waited.values().forEach(CompletableFuture::join);
        return known();
    }

    /// Asks all of them now, and waits.
    public List<Listing> refresh() {
        providers.stream().map(this::ask).toList().forEach(CompletableFuture::join);
        return known();
    }

    private boolean due(Listing listing, Instant now) {
        var asked = listing.askedAt();
        return asked == null
                || !now.isBefore(
                        asked.plus(
                                listing.failure() == null ? settings.refresh() : settings.retry()));
    }

    private CompletableFuture<Listing> ask(Provider provider) {
        return underWay.computeIfAbsent(
                provider.name(),
                name -> {
                    var asked = new CompletableFuture<Listing>();
                    threads.execute(() -> {
                        try {
                            listings.put(name, answer(provider));
                        } finally {
                            underWay.remove(name);
                            asked.complete(known(provider));
                        }
                    });
                    return asked;
                });
    }

    private Listing answer(Provider provider) {
        var known = known(provider);
        try {
            return known.listed(client.ask(provider), clock.instant());
        } catch (ListingFailed e) {
            return known.failed(String.valueOf(e.getMessage()), clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return known;
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
