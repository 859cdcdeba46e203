package ai.openclaw.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model as its provider lists it.
///
/// @param name for people
/// @param input what it is known to read: `text` first, then `image`, `audio` and so on
/// @param contextWindow in tokens; null where the provider does not say
/// @param converses whether agents can talk with it; false for embeddings, speech and pictures
public record Model(
        ModelRef ref,
        String name,
        List<String> input,
        @Nullable Long contextWindow,
        boolean converses) {

    public Model {
        input = List.copyOf(input);
    }
}
