package ai.openclaw.doctor;

import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A second sandbox that runs beside the probes: it listens on all its addresses, answers whoever
/// comes, and knocks at the first one all the time.
final class Neighbour implements AutoCloseable {

    /// Where it listens.
    static final int PORT = 7777;

    /// Where it knocks.
    static final int BACK = 7778;

    /// Where there is a lane for one sandbox only, the second would wait for the first for ever.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Guest guest;
    private final Words words = new Words();

    private Neighbour(Guest guest) {
        this.guest = guest;
    }

    static boolean concerns(Probe probe) {
        return probe.id().startsWith("neighbour-");
    }

    /// @param first the lane of the sandbox that it is to knock at
    /// @return null if there can be no second sandbox, or it cannot run its program
    static @Nullable Neighbour of(Lane first, LiveSandboxes live, SandboxSpec spec)
            throws ImageUnavailable, IOException, InterruptedException {
        var guest = make(live, spec);
        if (guest == null) {
            return null;
        }
        var neighbour = new Neighbour(guest);
        boolean ready = false;
        try {
            ready = neighbour.begin(first.sandbox());
        } finally {
            if (!ready) {
                neighbour.close();
            }
        }
        return ready ? neighbour : null;
    }

    private static @Nullable Guest make(LiveSandboxes live, SandboxSpec spec)
            throws ImageUnavailable, IOException, InterruptedException {
        var made = new CompletableFuture<Guest>();
        var maker =
                Thread.ofVirtual()
                        .name("neighbour")
                        .start(() -> {
                            try {
                                var guest = Guest.make(live, spec);
                                if (!made.complete(guest)) {
                                    guest.close();
                                }
                            } catch (Exception e) {
                                made.completeExceptionally(e);
                            }
                        });
        try {
            return made.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            maker.interrupt();
            return made.cancel(false) ? null : made.join();
        } catch (InterruptedException e) {
            maker.interrupt();
            if (!made.cancel(false) && !made.isCompletedExceptionally()) {
                made.join().close();
            }
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImageUnavailable gone) {
                throw gone;
            }
            throw new IOException("there is no second sandbox", e);
        }
    }

    private boolean begin(String peer) throws IOException, InterruptedException {
        var sandbox = guest.sandbox();
        var argv =
                List.of(
                        "perl",
                        "-e",
                        Suite.text("neighbour.pl"),
                        Integer.toString(PORT),
                        Integer.toString(BACK),
                        peer);
        sandbox.start(new Launch(argv, Map.of()), words);
        Thread.ofVirtual()
                .name("neighbour's end")
                .start(() -> {
                    try {
                        var _ = sandbox.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    words.ready.complete(false);
                });
        try {
            return words.ready.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /// Where the probes find it.
    Map<String, String> env() {
        String own = guest.lane().map(it -> it.sandbox() + ":" + PORT).orElse("");
        return Map.of(
                "PROBE_NEIGHBOUR",
                own,
                "PROBE_NEIGHBOUR6",
                String.join(" ", words.after("AT ")),
                "PROBE_NEIGHBOUR_PORT",
                Integer.toString(PORT),
                "PROBE_BACK",
                Integer.toString(BACK));
    }

    /// What the probes found, unless this one knows better: a byte that goes one way is enough.
    List<Finding> judge(List<Finding> findings) {
        var heard = words.after("HEARD ");
        if (heard.isEmpty()) {
            return findings;
        }
        return findings.stream()
                .map(it ->
                        it.probe().startsWith("neighbour-") && it.outcome() == Outcome.HELD
                                ? it.as(Outcome.NOT_HELD, "the other sandbox was reached")
                                : it)
                .toList();
    }

    @Override
    public void close() {
        guest.close();
    }

    /// What it said, as far as anybody cares.
    private static final class Words implements OutputSink {

        private static final int MOST = 16 * 1024;

        private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();

        @Override
        public synchronized void stdout(ByteBuffer data) {
            while (data.hasRemaining() && said.size() < MOST) {
                said.write(data.get());
            }
            if (text().contains("READY\n")) {
                ready.complete(true);
            }
        }

        @Override
        public void stderr(ByteBuffer data) {
            // Complaints of its interpreter; without it there is no READY.
        }

        private synchronized String text() {
            return said.toString(StandardCharsets.US_ASCII);
        }

        private List<String> after(String word) {
            List<String> found = new ArrayList<>();
            text().lines()
                    .filter(it -> it.startsWith(word))
                    .map(it -> it.substring(word.length()))
                    // It goes into the probes' environment.
                    .filter(it -> it.matches("[0-9a-fA-F.:]{2,45}"))
                    .limit(8)
                    .forEach(found::add);
            return found;
        }
    }
}
