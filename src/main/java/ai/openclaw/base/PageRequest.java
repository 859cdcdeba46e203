package ai.openclaw.base;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which page of a list is asked for. A controller takes `limit` and `cursor` as optional text,
/// selects [#rows] rows behind the cursor, and lets [#page] cut them.
///
/// @param limit rows of the page, 1 to 500
/// @param cursor where it begins, or null at the beginning
public record PageRequest(int limit, @Nullable Cursor cursor) {

    private static final int DEFAULT = 50;
    private static final int MOST = 500;

    /// @param keys how many sort keys the list's cursors have
    /// @throws InvalidRequest on `limit` or `cursor`
    public static PageRequest of(@Nullable String limit, @Nullable String cursor, int keys) {
        return new PageRequest(
                limit(limit),
                cursor == null || cursor.isEmpty() ? null : Cursor.parse(cursor, keys));
    }

    /// One more than the page holds, to know whether there is another.
    public int rows() {
        return limit + 1;
    }

    /// @param found up to [#rows] rows, in the list's order
    /// @param position the cursor that stands behind a row
    public <T> Page<T> page(List<T> found, Function<T, Cursor> position) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, limit);
        return new Page<>(items, position.apply(items.getLast()).toString());
    }

    private static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT;
        }
        if (text.matches("\\d{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw InvalidRequest.of("limit", "A whole number from 1 to " + MOST + " is expected.");
    }
}
