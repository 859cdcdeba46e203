package ai.openclaw.worker;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// Puts an image's pull into the timeline, a line every few seconds.
final class PullProgress implements Consumer<String> {

    private static final long PAUSE = Duration.ofSeconds(2).toNanos();

    private final Steps steps;
    private long next = System.nanoTime();

    PullProgress(Steps steps) {
        this.steps = steps;
    }

    @Override
    public synchronized void accept(String message) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + PAUSE;
            steps.note("image.pulling", Map.of("message", Words.oneLine(message, 300)));
        }
    }
}
