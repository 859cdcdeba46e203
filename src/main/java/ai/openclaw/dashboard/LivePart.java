package ai.openclaw.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Keeps one part of a page up to date with what no event tells of, such as a heartbeat or what a
/// sandbox uses: it is looked up now and then, and sent when it looks different.
@Component
class LivePart {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Changes changes;
    private final Fragments fragments;
    private final Clock clock;

    LivePart(Changes changes, Fragments fragments, Clock clock) {
        this.changes = changes;
        this.fragments = fragments;
        this.clock = clock;
    }

    /// Returns when the stream has lasted long enough or the gateway stops.
    ///
    /// @param name of the event, and of the template below `parts` whose fragment `list` it carries
    /// @param rows what the fragment shows, looked up anew each time
    /// @throws IOException if nobody listens any more
    void follow(HttpServletResponse response, String name, Supplier<?> rows)
            throws IOException, InterruptedException {
        var end = clock.instant().plus(EventStream.LONGEST);
        var stream = new EventStream(response);
        String shown = "";
        long sent = System.nanoTime();
        try (var watch = changes.watch(_ -> true)) {
            while (changes.open() && clock.instant().isBefore(end)) {
                var now = fragments.render("parts/" + name, "list", Map.of("rows", rows.get()));
                if (!now.equals(shown)) {
                    stream.send(name, now);
                    shown = now;
                    sent = System.nanoTime();
                } else if (System.nanoTime() - sent > EventStream.HEARTBEAT.toNanos()) {
                    stream.heartbeat();
                    sent = System.nanoTime();
                }
                // A task that starts or ends shows at once, a storm of them not more often.
                watch.await(PAUSE);
                watch.rest(PAUSE.dividedBy(8));
            }
        }
    }
}
