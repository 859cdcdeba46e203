package ai.openclaw.dashboard;

import ai.openclaw.task.TaskChanged;
import ai.openclaw.task.TaskId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells open pages which of the tasks they look at have changed. Ends before the web server does,
/// which would otherwise wait for every open page.
@Component
class Changes implements SmartLifecycle {

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    /// Watches the tasks that are of interest, until closed.
    Watch watch(Predicate<TaskId> interest) {
        var watch = new Watch(interest);
        watches.add(watch);
        return watch;
    }

    boolean open() {
        return open;
    }

    @EventListener
    void on(TaskChanged change) {
        watches.forEach(it -> it.notice(change.task()));
    }

    @Override
    public void start() {
        open = true;
    }

    @Override
    public void stop() {
        open = false;
        watches.forEach(Watch::wake);
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /// What changed since it was last asked. Holds each task once, and no more than [#MOST]: who
    /// reads slowly misses the middle of a storm, not its end.
    final class Watch implements AutoCloseable {

        private static final int MOST = 500;

        private final Predicate<TaskId> interest;
        private final Set<TaskId> changed = new HashSet<>();
        private boolean woken;

        private Watch(Predicate<TaskId> interest) {
            this.interest = interest;
        }

        /// Waits for a change and returns all there are by then; none after the patience.
        synchronized Set<TaskId> await(Duration patience) throws InterruptedException {
            long end = System.nanoTime() + patience.toNanos();
            while (changed.isEmpty() && !woken) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
            woken = false;
            var all = Set.copyOf(changed);
            changed.clear();
            return all;
        }

        /// Lets more changes gather, so that a busy gateway does not keep every page redrawing.
        synchronized void rest(Duration breath) throws InterruptedException {
            long end = System.nanoTime() + breath.toNanos();
            long left = breath.toMillis();
            while (left > 0 && !woken) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }

        private synchronized void notice(TaskId task) {
            if (changed.size() < MOST && interest.test(task)) {
                changed.add(task);
                notifyAll();
            }
        }

        private synchronized void wake() {
            woken = true;
            notifyAll();
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
