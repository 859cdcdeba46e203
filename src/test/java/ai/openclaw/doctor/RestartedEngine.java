package ai.openclaw.doctor;

import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSpec;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// A real engine that says another version as soon as a test wants it, as one that was upgraded.
final class RestartedEngine implements SandboxEngine {

    volatile String version = "";
    private final SandboxEngine engine;

    RestartedEngine(SandboxEngine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Availability availability() {
        var seen = engine.availability();
        return new Availability(seen.ready(), seen.detail() + version);
    }

    @Override
    public List<String> caveats() {
        return engine.caveats();
    }

    @Override
    public Image prepare(String image, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        return engine.prepare(image, progress);
    }

    @Override
    public Sandbox create(SandboxSpec spec) throws ImageUnavailable, InterruptedException {
        return engine.create(spec);
    }

    @Override
    public List<UUID> sandboxes() {
        return engine.sandboxes();
    }

    @Override
    public void destroy(UUID sandbox) {
        engine.destroy(sandbox);
    }
}
