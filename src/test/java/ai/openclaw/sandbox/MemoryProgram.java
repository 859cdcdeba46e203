package ai.openclaw.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// What a [MemoryEngine.Program] sees of its sandbox.
public final class MemoryProgram {

    private final Launch launch;
    private final Map<String, byte[]> files;
    private final OutputSink sink;
    private final CountDownLatch terminated;
    private volatile @Nullable Exit ending;

    MemoryProgram(
            Launch launch, Map<String, byte[]> files, OutputSink sink, CountDownLatch terminated) {
        this.launch = launch;
        this.files = files;
        this.sink = sink;
        this.terminated = terminated;
    }

    public Launch launch() {
        return launch;
    }

    /// The files below `/workspace` by their path in it, such as `in/a.txt`. Changes are kept; what
    /// begins with `out/` will be collected.
    public Map<String, byte[]> files() {
        return files;
    }

    public void write(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public void print(String text) {
        print(text.getBytes(StandardCharsets.UTF_8));
    }

    public void print(byte[] bytes) {
        deliver(() -> sink.stdout(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
    }

    public void error(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        deliver(() -> sink.stderr(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
    }

    private void deliver(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException e) {
            ending = new Exit.Lost("its output could not be taken: " + e.getMessage());
            throw e;
        }
    }

    /// Waits for SIGTERM.
    public void awaitTerm() throws InterruptedException {
        terminated.await();
    }

    /// Runs until it is killed, whatever else comes.
    public void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /// Return this to end as one that the kernel killed at its memory limit.
    public int outOfMemory() {
        ending = new Exit.OutOfMemory();
        return 137;
    }

    /// Return this to end as one that lost a child for memory and did not mind.
    public int exitAfterMemoryKill(int code) {
        ending = new Exit.Exited(code, true);
        return code;
    }

    /// Return this to end as one whose engine went away.
    public int lost(String why) {
        ending = new Exit.Lost(why);
        return 255;
    }

    /// The exit that goes with this code.
    Exit exit(int code) {
        Exit special = ending;
        return special == null ? new Exit.Exited(code, false) : special;
    }
}
