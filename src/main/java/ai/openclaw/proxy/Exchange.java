package ai.openclaw.proxy;

import ai.openclaw.budget.CallEnd;
import ai.openclaw.budget.CallEnd.Outcome;
import ai.openclaw.budget.Tokens;
import ai.openclaw.door.DoorCall;
import ai.openclaw.model.ModelRef;
import ai.openclaw.model.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One granted call: finds somebody who answers, trying again and elsewhere as long as nothing of
/// an answer has gone to the sandbox, and passes the answer on.
final class Exchange {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /// What may be better in a moment. 529 is Anthropic's word for overload.
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504, 529);

    private final Endpoint endpoint;
    private final DoorCall call;
    private final Asked asked;
    private final Upstream upstream;
    private final Silences silences;
    private final CallNotes notes;
    private final ProxySettings settings;
    private final long began = System.nanoTime();

    private @Nullable Target answered;
    private @Nullable Integer status;
    private @Nullable UsageReader usage;
    private @Nullable Passage passage;
    private String failure = "";
    private volatile boolean cut;

    Exchange(
            Endpoint endpoint,
            DoorCall call,
            Asked asked,
            Upstream upstream,
            Silences silences,
            CallNotes notes,
            ProxySettings settings) {
        this.endpoint = endpoint;
        this.call = call;
        this.asked = asked;
        this.upstream = upstream;
        this.silences = silences;
        this.notes = notes;
        this.settings = settings;
    }

    /// Where a call can go.
    record Target(ModelRef model, Provider provider) {}

    /// Why nothing could be passed on; what to say to the program.
    static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        NoAnswer(String why) {
            super(why);
        }
    }

    /// @param targets at least one, in the order in which they are tried
    /// @throws NoAnswer if nobody could be reached; nothing has gone to the sandbox then
    /// @throws IOException if the answer broke off, on either side
    void run(List<Target> targets) throws IOException, NoAnswer {
        for (int i = 0; i < targets.size(); i++) {
            boolean last = i == targets.size() - 1;
            if (answers(targets.get(i), last)) {
                return;
            }
            if (!last) {
                notes.again(call.caller(), targets.get(i + 1).model(), failure);
            }
        }
        throw new NoAnswer(failure);
    }

    /// @param last whether there is nobody else to ask
    /// @return false if somebody else is to be asked
    private boolean answers(Target target, boolean last) throws IOException {
        Duration pause = settings.pause();
        for (int tries = 1; tries <= settings.tries(); tries++) {
            boolean lastTry = tries == settings.tries();
            var answer = send(target);
            if (answer != null) {
                answered = target;
                status = answer.statusCode();
                if (!PASSING.contains(answer.statusCode()) || (last && lastTry)) {
                    pass(target, answer);
                    return true;
                }
                failure = target.provider().name() + " answered " + answer.statusCode();
                pause = asked(answer, pause);
                Silences.close(answer.body());
                if (pause.compareTo(LONGEST_PAUSE) > 0) {
                    if (!last) {
                        return false;
                    }
                    // The program knows better than we whether it has so much time.
                    pause = LONGEST_PAUSE;
                }
            }
            if (!lastTry) {
                notes.again(call.caller(), target.model(), failure);
                rest(pause);
                pause = pause.multipliedBy(2);
            }
        }
        return false;
    }

    private static Duration asked(HttpResponse<?> answer, Duration otherwise) {
        return answer.headers()
                .firstValue("retry-after")
                .filter(it -> it.matches("\\d{1,6}"))
                .map(it -> Duration.ofSeconds(Long.parseLong(it)))
                .orElse(otherwise);
    }

    private void rest(Duration pause) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the gateway stops", e);
        }
        if (cut) {
            throw new IOException("the sandbox has ended");
        }
    }

    private @Nullable HttpResponse<InputStream> send(Target target) throws IOException {
        boolean addUsage = addsUsage();
        String query = call.request().getQueryString();
        var sent =
                upstream.send(
                        target.provider(),
                        endpoint.upstream() + (query == null ? "" : "?" + query),
                        call.request(),
                        asked.body(target.model().model(), addUsage));
        call.onCut(() -> {
            cut = true;
            sent.cancel(true);
        });
        try {
            return sent.join();
        } catch (CompletionException | CancellationException e) {
            if (cut) {
                throw new IOException("the sandbox has ended", e);
            }
            failure = target.provider().name() + " " + reason(e.getCause());
            return null;
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case java.net.http.HttpConnectTimeoutException _ -> "cannot be connected to in time";
            case HttpTimeoutException _ -> "did not answer in time";
            case java.net.ConnectException _ -> "cannot be connected to";
            case javax.net.ssl.SSLException _ -> "has no certificate that can be trusted";
            case null, default -> "broke off before it answered";
        };
    }

    private boolean addsUsage() {
        return endpoint == Endpoint.CHAT && asked.streams() && !asked.wantsUsage();
    }

    private void pass(Target target, HttpResponse<InputStream> answer) throws IOException {
        call.onCut(() -> {
            cut = true;
            Silences.close(answer.body());
        });
        boolean stream =
                answer.headers()
                        .firstValue("content-type")
                        .orElse("")
                        .startsWith("text/event-stream");
        var reader = new UsageReader(endpoint.dialect(), stream);
        var through = new Passage(answer, call.response(), reader, silences, began);
        usage = reader;
        passage = through;
        try (var _ = answer.body()) {
            if (answer.statusCode() >= 400) {
                through.error(target.provider());
            } else {
                through.run(stream && addsUsage());
            }
        }
    }

    /// What is to be said of it when [#run] is over.
    ///
    /// @param whole whether it came to its end without an exception
    CallEnd end(boolean whole) {
        boolean good = whole && status != null && status < 400;
        return new CallEnd(
                good ? Outcome.DONE : usage == null || whole ? Outcome.FAILED : Outcome.CUT,
                answered == null ? null : answered.provider().name(),
                answered == null ? null : answered.model().model(),
                status,
                passage == null ? null : passage.firstByteMillis(),
                (int) ((System.nanoTime() - began) / 1_000_000),
                tokens());
    }

    /// An error costs nothing, nor does the question for the number of tokens.
    private Tokens tokens() {
        var reader = usage;
        if (reader == null
                || status == null
                || status >= 400
                || endpoint == Endpoint.COUNT_TOKENS) {
            return Tokens.NONE;
        }
        return reader.tokens(guessedInput(asked));
    }

    /// A token is about four bytes.
    static long guessedInput(Asked asked) {
        return asked.bytes() / 4;
    }
}
