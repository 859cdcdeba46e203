package ai.openclaw.model;

import ai.openclaw.base.InvalidRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The models of this installation and the state of its providers, as people and programs look at
/// them.
@Component
public class ModelList {

    private final Providers providers;
    private final Discovery discovery;
    private final Catalogue catalogue;

    ModelList(Providers providers, Discovery discovery, Catalogue catalogue) {
        this.providers = providers;
        this.discovery = discovery;
        this.catalogue = catalogue;
    }

    /// A model in a list. The names of its components are those that programs of the original read.
    ///
    /// @param key `provider/id`
    /// @param input what it reads, joined by `+`
    /// @param contextWindow in tokens; null where the provider does not say
    /// @param available whether its provider answered the last time and lists it
    /// @param tags `default`, `fallback#1`, `alias:name`
    /// @param missing whether a setting names it and its provider, which answers, does not list it
    public record Row(
            String key,
            String name,
            String input,
            @Nullable Long contextWindow,
            boolean local,
            boolean available,
            List<String> tags,
            boolean missing) {}

    /// A provider that gives no list.
    public record Unreachable(String provider, String reason) {}

    /// @param count of the models
    public record Models(int count, List<Row> models, List<Unreachable> unreachable) {}

    /// How to look.
    ///
    /// @param all also what agents cannot talk with, and what was listed by a provider that does
    ///   not answer now
    /// @param local only what runs on the owner's hardware
    /// @param provider only this one's; null for all
    public record Look(boolean all, boolean local, @Nullable String provider) {

        private boolean covers(Provider it) {
            return (it.local() || !local) && (provider == null || provider.equals(it.name()));
        }
    }

    /// What there is, by the lists that are at hand; asks providers that were never asked.
    ///
    /// @throws InvalidRequest if there is no provider by the name given
    public Models look(Look look) {
        if (look.provider() != null && !isKnown(look.provider())) {
            throw InvalidRequest.of(
                    "provider",
                    "There is none by this name; there are " + String.join(", ", names()) + ".");
        }
        var rows = new ArrayList<Row>();
        var unreachable = new ArrayList<Unreachable>();
        for (var listing : discovery.current()) {
            var provider = listing.provider();
            if (!look.covers(provider)) {
                continue;
            }
            rows.addAll(rows(listing, look.all()));
            if (listing.failure() != null) {
                unreachable.add(new Unreachable(provider.name(), listing.failure()));
            }
        }
        return new Models(rows.size(), rows, unreachable);
    }

    private boolean isKnown(String provider) {
        return names().contains(provider);
    }

    private List<String> names() {
        return Stream.concat(
                        providers.all().stream().map(Provider::name),
                        providers.absent().stream().map(Providers.Absent::name))
                .toList();
    }

    /// What settings name comes first.
    private List<Row> rows(Listing listing, boolean all) {
        boolean answers = listing.failure() == null;
        var models = new LinkedHashMap<ModelRef, Model>();
        listing.models().forEach(it -> models.put(it.ref(), it));
        var named = new LinkedHashSet<>(catalogue.configured());
        named.removeIf(it -> !it.provider().equals(listing.provider().name()));
        var rows = new ArrayList<Row>();
        for (var ref : named) {
            var model = models.remove(ref);
            rows.add(row(listing, ref, model, answers && model != null, answers && model == null));
        }
        models.values().stream()
                .filter(it -> all || (it.converses() && answers))
                .map(it -> row(listing, it.ref(), it, answers, false))
                .forEach(rows::add);
        return rows;
    }

    private Row row(
            Listing listing,
            ModelRef ref,
            @Nullable Model model,
            boolean available,
            boolean missing) {
        return new Row(
                ref.key(),
                model == null ? ref.model() : model.name(),
                model == null ? "" : String.join("+", model.input()),
                model == null ? null : model.contextWindow(),
                listing.provider().local(),
                available,
                catalogue.tags(ref),
                missing);
    }
}
