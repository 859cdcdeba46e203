package ai.openclaw.base;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list, newest first.
///
/// @param next the cursor of the page that follows, or null at the end
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }
}
