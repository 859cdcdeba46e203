package ai.openclaw.dashboard;

import ai.openclaw.log.TimelineEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One voice's say in a conversation.
///
/// @param id of its event; no two have the same
/// @param text may be empty
/// @param side a few words beside it; may be empty
/// @param calls what it had done, growing
record TurnRow(
        long id,
        String who,
        String text,
        @Nullable Note note,
        String time,
        String full,
        String side,
        List<CallRow> calls) {

    /// What somebody ought to see.
    ///
    /// @param state colours it; one of the stylesheet's
    record Note(String icon, String state, String text) {}

    TurnRow(
            long id,
            String who,
            String text,
            @Nullable Note note,
            String time,
            String full,
            String side) {
        this(id, who, text, note, time, full, side, new ArrayList<>());
    }

    static TurnRow silent(TimelineEvent event) {
        return new TurnRow(
                event.seq(),
                "Agent",
                "",
                null,
                Shown.clock(event.at()),
                Shown.full(event.at()),
                "");
    }

    static TurnRow note(TimelineEvent event, Note note) {
        return new TurnRow(
                event.seq(),
                "Gateway",
                "",
                note,
                Shown.clock(event.at()),
                Shown.full(event.at()),
                "");
    }

    /// Whether it can have calls.
    boolean speaks() {
        return who.equals("Agent");
    }
}
