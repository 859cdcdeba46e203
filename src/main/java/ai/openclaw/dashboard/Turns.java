package ai.openclaw.dashboard;

import ai.openclaw.log.TimelineEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an agent says about itself, made into a conversation, event by event. A program in a
/// sandbox wrote it, so nothing of it is relied on: fields may be missing, of another kind, or
/// endless.
final class Turns {

    private static final int LONGEST_TEXT = 8_000;
    private static final int LONGEST_PIECE = 4_000;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_LINE = 160;
    private static final int LONGEST_NOTE = 500;

    /// Of one turn; more are not shown.
    private static final int MOST_CALLS = 100;

    private final List<TurnRow> rows = new ArrayList<>();
    private final Map<String, CallRow> open = new HashMap<>();
    private int attempt;

    /// What an event did to the conversation.
    sealed interface Change {}

    /// There is one turn more.
    record NewTurn(TurnRow turn) implements Change {}

    /// A turn has one call more.
    record NewCall(TurnRow turn, CallRow call) implements Change {}

    /// A call has come to its end.
    record Done(CallRow call) implements Change {}

    /// Oldest first.
    List<TurnRow> rows() {
        return List.copyOf(rows);
    }

    /// Takes the next event in.
    ///
    /// @return empty if it is nothing for a conversation
    Optional<? extends Change> take(TimelineEvent event) {
        return switch (event.kind()) {
            case "agent.turn" -> Optional.of(turn(event));
            case "agent.tool" -> call(event);
            case "agent.result" -> result(event);
            case "agent.finish" -> Optional.of(finish(event));
            case "agent.retry" -> Optional.of(note(event, "clock", "QUEUED", "Tried again: "));
            case "model.refused" -> Optional.of(note(event, "warn", "warn", "Refused: "));
            case "budget.warning" ->
                    Optional.of(note(event, "warn", "warn", "Four fifths of a budget are spent. "));
            case "attempt.started" -> attempt(event);
            default -> Optional.empty();
        };
    }

    /// The program has ended, and with it whatever it was doing.
    List<Done> close() {
        var cut = List.copyOf(open.values());
        open.clear();
        cut.forEach(CallRow::cut);
        return cut.stream().map(Done::new).toList();
    }

    private NewTurn turn(TimelineEvent event) {
        var said = event.detail();
        var used =
                said.containsKey("inputTokens")
                        ? "%,d in, %,d out"
                                .formatted(
                                        number(said, "inputTokens"), number(said, "outputTokens"))
                        : "";
        return add(
                new TurnRow(
                        event.seq(),
                        "Agent",
                        Shown.cut(text(said, "text").strip(), LONGEST_TEXT),
                        null,
                        Shown.clock(event.at()),
                        Shown.full(event.at()),
                        used));
    }

    private Optional<NewCall> call(TimelineEvent event) {
        if (rows.isEmpty() || !rows.getLast().speaks()) {
            // What it belongs to is too long ago to be shown.
            add(TurnRow.silent(event));
        }
        var turn = rows.getLast();
        if (turn.calls().size() >= MOST_CALLS) {
            return Optional.empty();
        }
        var said = event.detail();
        var call =
                new CallRow(
                        event.seq(),
                        Shown.cut(text(said, "name"), LONGEST_NAME),
                        Shown.cut(text(said, "said"), LONGEST_LINE),
                        Shown.cut(text(said, "input"), LONGEST_PIECE));
        turn.calls().add(call);
        open.put(key(event), call);
        return Optional.of(new NewCall(turn, call));
    }

    private Optional<Done> result(TimelineEvent event) {
        var call = open.remove(key(event));
        if (call == null) {
            return Optional.empty();
        }
        var said = event.detail();
        call.end(
                Boolean.TRUE.equals(said.get("failed")),
                Shown.cut(text(said, "output"), LONGEST_PIECE),
                Shown.duration(Duration.ofMillis(number(said, "millis"))));
        return Optional.of(new Done(call));
    }

    /// An agent may call its calls what it likes.
    private static String key(TimelineEvent event) {
        return event.attempt() + " " + Shown.cut(text(event.detail(), "call"), 200);
    }

    private NewTurn finish(TimelineEvent event) {
        var said = event.detail();
        boolean good = number(said, "exit") == 0;
        var summary = Shown.cut(text(said, "summary").strip(), LONGEST_TEXT);
        var detail = Shown.cut(text(said, "detail"), LONGEST_NOTE);
        return add(
                new TurnRow(
                        event.seq(),
                        "End",
                        summary,
                        good
                                ? null
                                : new TurnRow.Note(
                                        "FAILED",
                                        "FAILED",
                                        Shown.cut(text(said, "ending"), LONGEST_NAME)
                                                + (detail.isEmpty() ? "" : ": " + detail)),
                        Shown.clock(event.at()),
                        Shown.full(event.at()),
                        "%,d turns, %,d in, %,d out"
                                .formatted(
                                        number(said, "turns"),
                                        number(said, "inputTokens"),
                                        number(said, "outputTokens"))));
    }

    private NewTurn note(TimelineEvent event, String icon, String state, String begin) {
        var said = event.detail();
        var why = text(said, "why").isEmpty() ? text(said, "message") : text(said, "why");
        return add(
                TurnRow.note(
                        event,
                        new TurnRow.Note(icon, state, begin + Shown.cut(why, LONGEST_NOTE))));
    }

    private Optional<NewTurn> attempt(TimelineEvent event) {
        int number = event.attempt() == null ? 0 : event.attempt();
        boolean another = attempt > 0 && number > attempt;
        attempt = Math.max(attempt, number);
        return another
                ? Optional.of(
                        add(
                                TurnRow.note(
                                        event,
                                        new TurnRow.Note(
                                                "retry", "QUEUED", "Attempt " + number + "."))))
                : Optional.empty();
    }

    private NewTurn add(TurnRow row) {
        rows.add(row);
        return new NewTurn(row);
    }

    private static String text(Map<String, Object> said, String name) {
        return said.get(name) instanceof String text ? text : "";
    }

    private static long number(Map<String, Object> said, String name) {
        return said.get(name) instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }
}
