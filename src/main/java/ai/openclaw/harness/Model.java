package ai.openclaw.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks the model, again and again where it may help.
final class Model implements AutoCloseable {

    private static final int TRIES = 6;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /// Above what the gateway gives a provider to begin with its answer.
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(11);

    private static final int LONGEST_ERROR = 64 * 1024;

    private final Gateway gateway;
    private final Dialect dialect;
    private final Deadline deadline;
    private final Observer observer;
    private final Duration firstWait;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("deadline").factory());

    /// Who wants to know what happens meanwhile.
    interface Observer {

        /// A piece of the answer's text.
        void heard(String text);

        /// An answer failed and is asked for once more; what was heard of it does not count.
        void again(String why, Duration wait);
    }

    Model(Gateway gateway, Dialect dialect, Deadline deadline, Observer observer) {
        this(gateway, dialect, deadline, observer, FIRST_WAIT);
    }

    /// @param firstWait before the second try, unless the other side says how long; doubled then
    Model(
            Gateway gateway,
            Dialect dialect,
            Deadline deadline,
            Observer observer,
            Duration firstWait) {
        this.gateway = gateway;
        this.dialect = dialect;
        this.deadline = deadline;
        this.observer = observer;
        this.firstWait = firstWait;
    }

    /// One answer, whole.
    ///
    /// @throws ModelFailure if there is none to be had, or no time left for it
    Answer ask(Dialect.Question question) throws ModelFailure, InterruptedException {
        Json request = dialect.request(question);
        Duration wait = firstWait;
        for (int tries = 1; ; tries++) {
            try {
                return once(request);
            } catch (ModelFailure e) {
                Duration asked = e.waiting();
                Duration pause = asked == null ? wait : asked;
                if (!e.passing()
                        || tries == TRIES
                        || pause.compareTo(LONGEST_WAIT) > 0
                        || pause.compareTo(deadline.left()) >= 0) {
                    throw e;
                }
                observer.again(Words.oneLine(String.valueOf(e.getMessage()), 300), pause);
                Thread.sleep(pause);
                wait = wait.multipliedBy(2);
            }
        }
    }

    private Answer once(Json request) throws ModelFailure, InterruptedException {
        try {
            var response = gateway.ask(dialect.path(), request, silence());
            // A stream that stands still ends at the deadline, and not a moment before: it would
            // look like a call that failed.
            var end =
                    watch.schedule(
                            () -> closed(response.body()),
                            deadline.left().toNanos() + 1,
                            TimeUnit.NANOSECONDS);
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    throw failure(response, body);
                }
                return read(body, dialect.reading(observer::heard));
            } finally {
                end.cancel(false);
            }
        } catch (IOException e) {
            throw ModelFailure.broken("The call broke off: " + e);
        }
    }

    private Duration silence() {
        var left = deadline.left().plusMillis(1);
        return left.compareTo(LONGEST_SILENCE) < 0 ? left : LONGEST_SILENCE;
    }

    private static @Nullable Void closed(InputStream body) throws IOException {
        body.close();
        return null;
    }

    private static Answer read(InputStream body, Dialect.Reading reading)
            throws IOException, ModelFailure {
        var events = new EventStream(body);
        for (String data = events.next(); data != null; data = events.next()) {
            if (!data.equals("[DONE]")) {
                try {
                    reading.event(Json.parse(data));
                } catch (Json.Malformed e) {
                    throw ModelFailure.broken("The answer is not JSON: " + e.getMessage());
                }
            }
        }
        if (!reading.complete()) {
            throw ModelFailure.broken("The answer broke off in the middle.");
        }
        return reading.answer();
    }

    private static ModelFailure failure(HttpResponse<InputStream> response, InputStream body)
            throws IOException {
        int status = response.statusCode();
        String text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        boolean last = response.headers().firstValue("x-should-retry").orElse("").equals("false");
        boolean passing = !last && (status == 408 || status == 429 || status >= 500);
        return new ModelFailure(
                status,
                "%d: %s".formatted(status, message(text)),
                passing,
                response.headers().firstValue("Retry-After").map(Model::wait).orElse(null));
    }

    /// Every dialect has it at the same place; a gateway's own problem has a detail.
    private static String message(String text) {
        try {
            Json body = Json.parse(text);
            String said = body.get("error").get("message").text(body.get("detail").text());
            if (!said.isEmpty()) {
                return Words.oneLine(said, 1_000);
            }
        } catch (Json.Malformed e) {
            // Then as it is.
        }
        return text.isBlank() ? "(no more was said)" : Words.oneLine(text, 500);
    }

    /// Seconds; a date, which is allowed too, is for proxies and counts as nothing.
    private static @Nullable Duration wait(String text) {
        return text.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
