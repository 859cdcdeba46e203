package ai.openclaw.doctor;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Takes one receipt: runs the probes, stores what they found, and tells the log.
@Component
class Taking {

    private static final Logger log = LoggerFactory.getLogger(Taking.class);

    private final SandboxEngine engine;
    private final SandboxSettings sandboxes;
    private final ReceiptStore store;
    private final Marks marks;
    private final Clock clock;
    private final String version;
    private final Targets targets;
    private final Prober prober;

    Taking(
            SandboxEngine engine,
            SandboxSettings sandboxes,
            LiveSandboxes live,
            ReceiptStore store,
            Marks marks,
            Clock clock,
            DatabaseCheck database,
            @Value("${openclaw.port:18789}") int port,
            @Value("${openclaw.version:development}") String version) {
        this.engine = engine;
        this.sandboxes = sandboxes;
        this.store = store;
        this.marks = marks;
        this.clock = clock;
        this.version = version;
        this.targets = new Targets(port, database.port());
        this.prober = new Prober(live);
    }

    /// Which probes there are for this engine.
    List<Probe> probes(boolean complete) {
        return Suite.on(engine.name(), complete);
    }

    /// @param detail what the engine says of itself now
    /// @param progress gets the number of probes that have ended
    Receipt take(
            Image image,
            @Nullable String runtime,
            boolean complete,
            String detail,
            IntConsumer progress)
            throws ImageUnavailable, IOException, InterruptedException {
        long start = System.nanoTime();
        var seen = prober.run(image, runtime, probes(complete), targets::in, progress);
        var receipt =
                new Receipt(
                        Ids.next(),
                        marks.node(),
                        seen.sandbox(),
                        clock.instant(),
                        complete,
                        engine.name(),
                        detail,
                        image.pinned(),
                        runtime,
                        fingerprint(detail, image.pinned(), runtime),
                        Duration.ofNanos(System.nanoTime() - start).toMillis(),
                        seen.findings());
        store.insert(receipt);
        tell(receipt);
        return receipt;
    }

    private String fingerprint(String detail, String image, @Nullable String runtime) {
        var text =
                String.join(
                        "\n",
                        engine.name(),
                        detail,
                        image,
                        String.valueOf(runtime),
                        version,
                        sandboxes.toString(),
                        engine.caveats().toString(),
                        Suite.text());
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tell(Receipt receipt) {
        log.info(
                "Isolation receipt {} of {}: {}, in {} ms.",
                receipt.id(),
                receipt.image(),
                receipt.summary(),
                receipt.millis());
        receipt.findings().stream()
                .filter(Finding::broken)
                .forEach(it ->
                        log.error(
                                "The isolation probe '{}' did not hold: {}.",
                                it.probe(),
                                it.seen()));
    }
}
