package ai.openclaw.model;

import java.util.Optional;

/// One model of one provider.
///
/// @param model as the provider calls it; may hold slashes
public record ModelRef(String provider, String model) {

    /// @return empty unless both sides of the first slash say something
    public static Optional<ModelRef> parse(String key) {
        int slash = key.indexOf('/');
        return slash < 1 || slash == key.length() - 1
                ? Optional.empty()
                : Optional.of(new ModelRef(key.substring(0, slash), key.substring(slash + 1)));
    }

    /// `provider/model`.
    public String key() {
        return provider + "/" + model;
    }

    @Override
    public String toString() {
        return key();
    }
}
