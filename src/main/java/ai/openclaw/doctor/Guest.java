package ai.openclaw.doctor;

import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LiveSandbox.State;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import java.util.Optional;
import java.util.UUID;

/// A sandbox for probes, held from before it is made until it is gone.
record Guest(LiveSandboxes live, Sandbox sandbox) implements AutoCloseable {

    static Guest make(LiveSandboxes live, SandboxSpec spec)
            throws ImageUnavailable, InterruptedException {
        live.hold(spec.id(), spec.image().pinned());
        boolean made = false;
        try {
            var guest = new Guest(live, live.create(spec, State.MAKING));
            made = true;
            return guest;
        } finally {
            if (!made) {
                live.release(spec.id());
            }
        }
    }

    UUID id() {
        return sandbox.id();
    }

    Optional<Lane> lane() {
        return Optional.ofNullable(sandbox.reach().lane());
    }

    /// What cannot be destroyed is left to the reaper.
    @Override
    public void close() {
        try {
            live.destroy(id());
        } finally {
            live.release(id());
        }
    }
}
