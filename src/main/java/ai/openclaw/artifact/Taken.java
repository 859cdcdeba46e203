package ai.openclaw.artifact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of [Artifacts#take].
///
/// @param files how many are kept
/// @param bytes of the kept files together
/// @param skippedCount how many entries were not kept, folders aside
/// @param skipped the first of them; the list is short however many there were
/// @param cutShort a sentence for a person when the archive was not read to its end, else null
/// @param result the text of `result.json`; null if there is none, if it is larger than
///   [#RESULT_LIMIT] or not UTF-8 (then it is kept as a file, and `skipped` says why). Whether it
///   is JSON is for the caller to find out
public record Taken(
        int files,
        long bytes,
        int skippedCount,
        List<Skipped> skipped,
        @Nullable String cutShort,
        @Nullable String result) {

    /// The largest `result.json` that becomes a result, in bytes.
    public static final int RESULT_LIMIT = 256 * 1024;

    public Taken {
        skipped = List.copyOf(skipped);
    }

    /// Whether everything that the attempt left is kept.
    public boolean complete() {
        return skippedCount == 0 && cutShort == null;
    }

    /// An entry that was not kept.
    ///
    /// @param name as the archive says, shortened and without control characters
    /// @param why a phrase for a person, such as `is a symbolic link`
    public record Skipped(String name, String why) {}
}
