package ai.openclaw.e2e;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The time of a run, counted from its beginning. Who waits for it is let go when the run is called
/// off.
final class RunClock {

    private final long begin = System.nanoTime();
    private final CountDownLatch off = new CountDownLatch(1);

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Waits for a moment of the run; not at all if it is over.
    void until(Duration moment) {
        pause(moment.minus(now()));
    }

    void pause(Duration length) {
        try {
            off.await(Math.max(0, length.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void callOff() {
        off.countDown();
    }
}
