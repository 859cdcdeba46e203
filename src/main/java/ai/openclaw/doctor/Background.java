package ai.openclaw.doctor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Probes that nobody waits for, until the gateway ends.
final class Background {

    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    interface Work {
        void run() throws Exception;
    }

    void start(String name, Work work) {
        var thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
        threads.add(thread);
        thread.start();
        if (ended) {
            thread.interrupt();
        }
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (!ended) {
                log.warn("No isolation receipt: {}", e.getMessage());
            }
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    /// Interrupts what runs, and waits until it has tidied up.
    void end() throws InterruptedException {
        ended = true;
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            var _ = thread.join(PATIENCE);
        }
    }
}
