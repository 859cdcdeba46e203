package ai.openclaw.model;

/// One model of one provider.
///
/// @param model as the provider calls it; may hold slashes
public record ModelRef(String provider, String model) {

    /// `provider/model`.
    public String key() {
        return provider + "/" + model;
    }

    @Override
    public String toString() {
        return key();
    }
}
