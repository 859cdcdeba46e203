package ai.openclaw.dashboard;

import ai.openclaw.retention.RetentionView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A kind of thing in the list of what is kept.
///
/// @param kept how long, in words
/// @param due what a run would remove now
/// @param oldest since when the oldest of that is there
/// @param ran when a run last looked
/// @param removed what the latest run that removed anything removed
record RetentionRow(
        String kind,
        String description,
        String setting,
        String kept,
        String due,
        @Nullable Moment oldest,
        @Nullable Moment ran,
        @Nullable String removed,
        @Nullable String failure) {

    static RetentionRow of(RetentionView it, Instant now) {
        var due = it.due();
        var last = it.lastRun();
        return new RetentionRow(
                it.kind(),
                it.description(),
                it.setting(),
                it.keep() == null ? "for ever" : kept(it.keep()),
                due == null ? "nothing" : amount(due.count(), due.bytes(), due.more()),
                due == null || due.oldest() == null ? null : Moment.of(due.oldest(), now),
                last == null ? null : Moment.of(last.at(), now),
                last == null || last.removedAt() == null
                        ? null
                        : amount(last.removed(), last.bytes(), false)
                                + " "
                                + Shown.ago(last.removedAt(), now),
                last == null ? null : last.failure());
    }

    private static String amount(long count, long bytes, boolean more) {
        if (count == 0) {
            return "nothing";
        }
        return count + (more ? " or more" : "") + (bytes == 0 ? "" : ", " + Shown.bytes(bytes));
    }

    private static String kept(Duration keep) {
        if (keep.toDays() > 1 && keep.equals(Duration.ofDays(keep.toDays()))) {
            return keep.toDays() + " days";
        }
        long hours = keep.toHours();
        return keep.equals(Duration.ofHours(hours)) ? hours + " h" : keep.toString();
    }
}
