package ai.openclaw.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a provider's models.
///
/// @param models of the last time it answered
/// @param listedAt when that was; null for never
/// @param askedAt when it was last asked; null for never
/// @param failure why it gave no answer the last time; null if it did
public record Listing(
        Provider provider,
        List<Model> models,
        @Nullable Instant listedAt,
        @Nullable Instant askedAt,
        @Nullable String failure) {

    public Listing {
        models = List.copyOf(models);
    }

    static Listing unknown(Provider provider) {
        return new Listing(provider, List.of(), null, null, null);
    }

    Listing listed(List<Model> now, Instant at) {
        return new Listing(provider, now, at, at, null);
    }

    Listing failed(String why, Instant at) {
        return new Listing(provider, models, listedAt, at, why);
    }
}
