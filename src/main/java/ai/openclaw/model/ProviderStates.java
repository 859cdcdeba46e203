package ai.openclaw.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which providers can be used, and why the others cannot.
@Component
public class ProviderStates {

    private final Providers providers;
    private final Discovery discovery;
    private final Catalogue catalogue;

    ProviderStates(Providers providers, Discovery discovery, Catalogue catalogue) {
        this.providers = providers;
        this.discovery = discovery;
        this.catalogue = catalogue;
    }

    /// Whether it can be used.
    public enum State {
        /// It answers.
        READY,
        /// It is set, and gave no list of models the last time.
        UNREACHABLE,
        /// It is not set, and a setting names one of its models.
        WANTED,
        /// It is not set, and nobody asks for it.
        ABSENT
    }

    /// @param reason why it cannot be used; null if it can
    /// @param setting what would switch it on; null if it is on
    /// @param baseUrl null if it is not set
    /// @param auth whether a key is set for it
    /// @param models how many it listed the last time it answered
    /// @param listedAt when that was; null for never
    public record View(
            String name,
            State state,
            @Nullable String reason,
            @Nullable String setting,
            @Nullable String baseUrl,
            Set<Dialect> dialects,
            boolean local,
            boolean auth,
            int models,
            @Nullable Instant listedAt) {}

    /// By the lists that are at hand; asks providers that were never asked.
    public List<View> look() {
        return views(discovery.current());
    }

    /// Asks all providers now.
    public List<View> refresh() {
        return views(discovery.refresh());
    }

    private List<View> views(List<Listing> listings) {
        var views = new ArrayList<View>();
        listings.forEach(it -> views.add(view(it)));
        providers.absent().forEach(it -> views.add(view(it)));
        return views;
    }

    private static View view(Listing listing) {
        var provider = listing.provider();
        boolean answers = listing.failure() == null && listing.listedAt() != null;
        return new View(
                provider.name(),
                answers ? State.READY : State.UNREACHABLE,
                answers ? null : Optional.ofNullable(listing.failure()).orElse("Not asked yet."),
                null,
                provider.baseUrl().toString(),
                provider.dialects(),
                provider.local(),
                provider.key() != null,
                listing.models().size(),
                listing.listedAt());
    }

    private View view(Providers.Absent absent) {
        String unset = absent.setting() + " is not set";
        var wanted = catalogue.wantedOf(absent.name());
        return new View(
                absent.name(),
                wanted.isPresent() ? State.WANTED : State.ABSENT,
                wanted.map(it -> unset + ", and the settings name " + it + ".").orElse(unset + "."),
                absent.setting(),
                null,
                Set.of(),
                false,
                false,
                0,
                null);
    }
}
