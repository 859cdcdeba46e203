package ai.openclaw.sandbox.local;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Runs each program under bubblewrap on the gateway's host, with the host's own `/usr` to read and
/// a directory of its own to write. The directory lies under this installation's home, which is the
/// mark that other engines carry as labels.
public final class LocalEngine implements SandboxEngine {

    /// With root there is a user per sandbox, so that limits by user hold each one alone. The range
    /// lies above what distributions give to people and services, and to other container tools.
    private static final int FIRST_UID = 1_870_000_000;

    private static final int UIDS = 60_000;

    private static final List<String> CAVEATS =
            List.of(
                    "Programs see and run the host's own software under /usr.",
                    "There is no system call filter of our own between a program and the kernel.",
                    "Memory and file size are limited for each process, not for the sandbox;"
                            + " CPU time is not limited.",
                    "A full disk is the host's disk.",
                    "Models cannot be reached: there is no network at all.");

    private final Path directory;
    private final Bubblewrap bubblewrap;
    private final AtomicInteger nextUid = new AtomicInteger();

    /// Keeps the sandboxes below a directory of this node's own.
    public LocalEngine(Path directory) {
        this.directory = directory;
        this.bubblewrap = Bubblewrap.ofThisHost();
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Availability availability() {
        try {
            var process = new ProcessBuilder(bubblewrap.trial()).redirectErrorStream(true).start();
            var said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            return process.waitFor() == 0
                    ? new Availability(true, "bubblewrap on this host, " + directory)
                    : new Availability(false, "bubblewrap cannot make a sandbox here: " + said);
        } catch (IOException e) {
            return new Availability(
                    false, "bubblewrap is not installed. Debian: apt-get install bubblewrap");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Availability(false, "interrupted");
        }
    }

    @Override
    public List<String> caveats() {
        return CAVEATS;
    }

    /// There are no images here: every name stands for the host's own software.
    @Override
    public Image prepare(String image, Consumer<String> progress) {
        return new Image(image, "local");
    }

    @Override
    public Sandbox create(SandboxSpec spec) {
        var place = directory.resolve(spec.id().toString());
        int uid = FIRST_UID + nextUid.getAndIncrement() % UIDS;
        var files = new WorkspaceFiles(place, bubblewrap.root() ? uid : -1);
        try {
            files.make();
        } catch (IOException e) {
            files.delete();
            throw new EngineUnavailable("The sandbox's directory could not be made.", e);
        }
        return new LocalSandbox(spec.id(), files, place, bubblewrap.command(spec, place, uid));
    }

    @Override
    public List<UUID> sandboxes() {
        var ids = new ArrayList<UUID>();
        try (var places = Files.newDirectoryStream(directory)) {
            places.forEach(place -> ids.add(UUID.fromString(place.getFileName().toString())));
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new EngineUnavailable("The directory of sandboxes cannot be read.", e);
        }
        return ids;
    }

    @Override
    public void destroy(UUID sandbox) {
        var place = directory.resolve(sandbox.toString());
        var account = new Account(place.resolve("status"));
        account.init().ifPresent(init -> LocalSandbox.killAndWait(init, place));
        new WorkspaceFiles(place, -1).delete();
    }
}
