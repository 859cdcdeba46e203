package ai.openclaw.worker;

import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.MemoryEngine;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A memory engine in which a step can take for ever, until it is interrupted.
final class HaltingEngine implements SandboxEngine {

    enum Stage {
        PREPARE,
        CREATE,
        PUT
    }

    final MemoryEngine memory = new MemoryEngine();
    private volatile @Nullable Stage halting;
    private volatile CountDownLatch reached = new CountDownLatch(1);

    /// The next call of this step does not come back by itself.
    void haltAt(Stage stage) {
        reached = new CountDownLatch(1);
        halting = stage;
    }

    boolean halted() {
        return reached.getCount() == 0;
    }

    private void pass(Stage stage) throws InterruptedException {
        if (stage == halting) {
            halting = null;
            reached.countDown();
            new CountDownLatch(1).await();
        }
    }

    @Override
    public String name() {
        return memory.name();
    }

    @Override
    public Availability availability() {
        return memory.availability();
    }

    @Override
    public List<String> caveats() {
        return memory.caveats();
    }

    @Override
    public Image prepare(String image, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        pass(Stage.PREPARE);
        return memory.prepare(image, progress);
    }

    @Override
    public Sandbox create(SandboxSpec spec) throws ImageUnavailable, InterruptedException {
        pass(Stage.CREATE);
        return new Halting(memory.create(spec));
    }

    @Override
    public List<UUID> sandboxes() {
        return memory.sandboxes();
    }

    @Override
    public void destroy(UUID sandbox) {
        memory.destroy(sandbox);
    }

    private final class Halting implements Sandbox {

        private final Sandbox sandbox;

        Halting(Sandbox sandbox) {
            this.sandbox = sandbox;
        }

        @Override
        public UUID id() {
            return sandbox.id();
        }

        @Override
        public void put(InputStream tar) throws IOException {
            try {
                pass(Stage.PUT);
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
            sandbox.put(tar);
        }

        @Override
        public boolean waits() {
            return sandbox.waits();
        }

        @Override
        public void start(Launch launch, OutputSink sink) throws IOException {
            sandbox.start(launch, sink);
        }

        @Override
        public Exit await() throws InterruptedException {
            return sandbox.await();
        }

        @Override
        public void stop(Duration grace) {
            sandbox.stop(grace);
        }

        @Override
        public InputStream collect() throws IOException {
            return sandbox.collect();
        }

        @Override
        public Reach reach() {
            return sandbox.reach();
        }

        @Override
        public Consumption consumption() {
            return sandbox.consumption();
        }

        @Override
        public void destroy() {
            sandbox.destroy();
        }
    }
}
