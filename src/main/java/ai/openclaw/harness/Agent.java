package ai.openclaw.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The loop: the model is asked, what it wants done is done, and it is asked again, until it is
/// finished or a limit is reached.
final class Agent {

    /// Answers in a row that say and do nothing.
    private static final int MOST_EMPTY = 3;

    private final Settings settings;
    private final Model model;
    private final Toolbox tools;
    private final Deadline deadline;
    private final Report report;

    private final Conversation conversation = new Conversation();
    private final Rut rut = new Rut();
    private int turn;
    private int empty;
    private Tokens tokens = Tokens.NONE;

    Agent(Settings settings, Model model, Toolbox tools, Deadline deadline, Report report) {
        this.settings = settings;
        this.model = model;
        this.tools = tools;
        this.deadline = deadline;
        this.report = report;
    }

    /// How it went.
    ///
    /// @param detail more of it for a person; may be empty
    /// @param result of the task; missing if there is none
    record Outcome(Ending ending, String detail, Json result, int turns, Tokens tokens) {}

    Outcome run() throws InterruptedException {
        conversation.say(settings.prompt());
        while (true) {
            if (deadline.over()) {
                return over(Ending.OUT_OF_TIME, "");
            }
            if (turn == settings.turns()) {
                return over(Ending.OUT_OF_TURNS, "the limit is " + turn);
            }
            if (settings.tokens() > 0 && tokens.total() >= settings.tokens()) {
                return over(Ending.OUT_OF_TOKENS, "the limit is " + settings.tokens());
            }
            turn++;
            Answer answer;
            try {
                answer = ask();
            } catch (ModelFailure e) {
                return failed(e);
            }
            conversation.add(answer);
            if (answer.calls().isEmpty()) {
                if (!answer.cut() && !answer.text().isBlank()) {
                    return over(Ending.FINISHED, "", Json.object("summary", answer.text()));
                }
                if (!answer.cut() && ++empty == MOST_EMPTY) {
                    return over(Ending.STUCK, "the model answers nothing");
                }
                conversation.say(
                        answer.cut()
                                ? "Your answer was cut off at its limit of length. Go on from"
                                        + " there, in smaller pieces."
                                : "That was empty. Go on with the task, or call finish.");
                continue;
            }
            empty = 0;
            use(answer.calls());
            Json result = tools.result();
            if (result != null) {
                return result.get("success").flag(true)
                        ? over(Ending.FINISHED, "", result)
                        : over(Ending.GIVEN_UP, "", result);
            }
            if (rut.deep()) {
                return over(Ending.STUCK, "the same call failed three times in a row");
            }
            makeRoom(answer.tokens());
        }
    }

    private Answer ask() throws ModelFailure, InterruptedException {
        report.begins(turn, settings.model());
        long started = System.nanoTime();
        var question =
                new Dialect.Question(
                        settings.model(),
                        settings.system(),
                        conversation,
                        tools,
                        settings.longest());
        Answer answer;
        try {
            answer = model.ask(question);
        } catch (ModelFailure e) {
            if (!e.tooLong() || !conversation.shorten()) {
                throw e;
            }
            report.line("   The conversation is too long; leaving out old outputs.");
            answer = model.ask(question);
        }
        tokens = tokens.plus(answer.tokens());
        report.answered(turn, settings.model(), answer, since(started));
        return answer;
    }

    private void use(List<Call> calls) throws InterruptedException {
        var results = new ArrayList<Conversation.Result>();
        for (Call call : calls) {
            report.uses(turn, call);
            long started = System.nanoTime();
            var outcome =
                    deadline.over()
                            ? new Tool.Outcome("Not done: the time is up.", true)
                            : tools.use(call);
            var result =
                    new Conversation.Result(call, Words.plain(outcome.text()), outcome.failed());
            report.came(turn, result, since(started));
            rut.saw(result);
            results.add(result);
        }
        conversation.add(results);
        if (rut.begins()) {
            conversation.say(
                    "That failed the same way twice. Once more and the task ends: find out why, or"
                            + " do it in another way.");
        } else if (turn == settings.turns() - 1) {
            conversation.say("The next turn is the last one. Call finish and say how far it is.");
        }
    }

    private void makeRoom(Tokens latest) {
        if (latest.total() > settings.context() && conversation.shorten()) {
            report.line("   The conversation gets long; leaving out old outputs.");
        }
    }

    private Outcome failed(ModelFailure e) {
        String why = String.valueOf(e.getMessage());
        if (deadline.over()) {
            return over(Ending.OUT_OF_TIME, why);
        }
        return over(e.passing() ? Ending.UNREACHABLE : Ending.REFUSED, why);
    }

    private Outcome over(Ending ending, String detail) {
        return over(ending, detail, Json.MISSING);
    }

    private Outcome over(Ending ending, String detail, Json result) {
        return new Outcome(ending, detail, result, turn, tokens);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
