package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Which of our containers were sent a signal through the engine: by us, by a person, or by the
/// engine at its own end. A program may answer SIGTERM with exit code 0, so its exit alone does not
/// tell that it was ended. Listens all the time, because after a restart the engine remembers
/// nothing.
final class ForeignSignals implements Closeable {

    private static final int MOST = 10_000;
    private static final int PAUSE_SECONDS = 1;

    private final DockerClient docker;
    private final Labels labels;
    private final SequencedSet<String> containers = new LinkedHashSet<>();
    private boolean begun;
    private volatile boolean closed;

    ForeignSignals(DockerClient docker, Labels labels) {
        this.docker = docker;
        this.labels = labels;
    }

    /// From now on there is a listener.
    synchronized void listen() {
        if (!begun && !closed) {
            begun = true;
            Thread.ofVirtual().name("docker-signals").start(this::loop);
        }
    }

    /// @param container its id
    synchronized boolean sent(String container) {
        return containers.contains(container);
    }

    private synchronized void note(String container) {
        containers.add(container);
        if (containers.size() > MOST) {
            String _ = containers.removeFirst();
        }
    }

    private void loop() {
        while (!closed) {
            var ended = new CountDownLatch(1);
            try (var _ =
                    docker.eventsCmd()
                            .withEventFilter("kill")
                            .withLabelFilter(labels.filter().toArray(String[]::new))
                            .exec(new Kills(ended))) {
                boolean over = false;
                while (!closed && !over) {
                    over = ended.await(PAUSE_SECONDS, TimeUnit.SECONDS);
                }
            } catch (DockerException | IOException e) {
                // The engine is away; whoever needs it says so.
            } catch (InterruptedException e) {
                return;
            }
            rest();
        }
    }

    private void rest() {
        try {
            if (!closed) {
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private final class Kills extends ResultCallback.Adapter<Event> {

        private final CountDownLatch ended;

        Kills(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public void onNext(Event event) {
            if (event.getId() != null) {
                note(event.getId());
            }
        }

        @Override
        public void onComplete() {
            super.onComplete();
            ended.countDown();
        }

        /// The engine is away, which is said elsewhere.
        @Override
        public void onError(Throwable failure) {
            ended.countDown();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
