package ai.openclaw.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Says what happens: to whoever reads the task's output, and as events on its timeline, from which
/// the dashboard makes a conversation. What it cannot say does not hold the work up.
final class Report implements Model.Observer {

    /// The gateway takes 16 KiB with everything (API).
    private static final int LONGEST = 12 * 1024;

    private static final int SHOWN_LINES = 12;
    private static final int SHOWN_LINE = 200;

    private static final int TOO_MANY = 429;

    private final PrintStream out;
    private final Gateway gateway;
    private boolean full;
    private boolean inLine;

    Report(PrintStream out, Gateway gateway) {
        this.out = out;
        this.gateway = gateway;
    }

    void begins(int turn, String model) {
        line("── turn " + turn + " · " + Words.oneLine(model, 80));
    }

    @Override
    public void heard(String text) {
        String plain = Words.plain(text);
        out.print(plain);
        out.flush();
        inLine = plain.isEmpty() ? inLine : !plain.endsWith("\n");
    }

    @Override
    public void again(String why, Duration wait) {
        line("   " + why + " Trying again in " + wait.toMillis() / 1000.0 + " s.");
        note("retry", Json.object("why", why, "waitMillis", wait.toMillis()));
    }

    void answered(int turn, String model, Answer answer, Duration took) {
        endLine();
        note(
                "turn",
                Json.object(
                        "turn", turn,
                        "model", Words.oneLine(model, 200),
                        "text", Words.capped(answer.text(), LONGEST),
                        "calls", answer.calls().size(),
                        "inputTokens", answer.tokens().input(),
                        "outputTokens", answer.tokens().output(),
                        "cachedTokens", answer.tokens().cached(),
                        "cut", answer.cut() ? true : null,
                        "millis", took.toMillis()));
    }

    void uses(int turn, Call call) {
        Json arguments = call.arguments();
        String said = said(arguments);
        line("▸ " + Words.oneLine(call.name(), 60) + (said == null ? "" : "  " + said));
        note(
                "tool",
                Json.object(
                        "turn", turn,
                        "call", Words.oneLine(call.id(), 200),
                        "name", Words.oneLine(call.name(), 100),
                        "said", said,
                        "input", Words.capped(input(call, arguments), LONGEST)));
    }

    /// A command as it is; anything else as JSON.
    private static String input(Call call, Json arguments) {
        return arguments.fields().size() == 1 && arguments.get("command").isText()
                ? arguments.get("command").text()
                : call.input();
    }

    /// What a call is about, in a line.
    private static @Nullable String said(Json arguments) {
        for (String name : new String[] {"command", "path", "glob", "summary"}) {
            if (arguments.get(name).isText()) {
                return Words.oneLine(arguments.get(name).text(), 160);
            }
        }
        return null;
    }

    void came(int turn, Conversation.Result result, Duration took) {
        var lines = Words.plain(result.text()).lines().toList();
        lines.stream()
                .limit(SHOWN_LINES)
                .forEach(it -> line("  │ " + it.substring(0, Math.min(it.length(), SHOWN_LINE))));
        if (lines.size() > SHOWN_LINES) {
            line("  │ … %,d lines more".formatted(lines.size() - SHOWN_LINES));
        }
        note(
                "result",
                Json.object(
                        "turn", turn,
                        "call", Words.oneLine(result.call().id(), 200),
                        "name", Words.oneLine(result.call().name(), 100),
                        "failed", result.failed(),
                        "output", Words.capped(result.text(), LONGEST),
                        "millis", took.toMillis()));
    }

    /// @param result of the task; missing if there is none
    void ended(Ending ending, String detail, Json result, int turns, Tokens tokens) {
        line("── " + ending.words() + (detail.isEmpty() ? "" : ": " + detail));
        line(
                "   %d turns, %,d tokens in, %,d out"
                        .formatted(turns, tokens.input(), tokens.output()));
        if (!result.isMissing()) {
            line(result.toString());
        }
        note(
                "finish",
                Json.object(
                        "ending", ending.word(),
                        "exit", ending.code(),
                        "detail", Words.capped(detail, 2_000),
                        "summary", Words.capped(result.get("summary").text(), LONGEST),
                        "turns", turns,
                        "inputTokens", tokens.input(),
                        "outputTokens", tokens.output(),
                        "cachedTokens", tokens.cached()));
    }

    void line(String text) {
        endLine();
        out.println(Words.plain(text));
        out.flush();
    }

    private void endLine() {
        if (inLine) {
            out.println();
            inLine = false;
        }
    }

    private void note(String kind, Json data) {
        if (full) {
            return;
        }
        try {
            int status = gateway.note(kind, data);
            full = status == TOO_MANY;
            if (status >= 400) {
                line("   The event " + kind + " was not taken: " + status + ".");
            }
        } catch (IOException e) {
            line("   The event " + kind + " could not be sent: " + e + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
