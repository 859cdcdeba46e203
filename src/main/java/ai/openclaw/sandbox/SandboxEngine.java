package ai.openclaw.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Makes sandboxes. Safe for use by many threads. What an engine makes carries this installation's
/// and this node's mark, and an engine sees only what carries both.
public interface SandboxEngine {

    /// `docker`, `local` or `memory`.
    String name();

    /// Whether it can run tasks now, with what was seen.
    Availability availability();

    /// Whether it is there just now; cheap enough to be asked every few seconds.
    default boolean answers() {
        return true;
    }

    /// What it does not isolate, each as a sentence; empty for an engine that holds all it
    /// promises.
    List<String> caveats();

    /// Whether a sandbox of it may wait for its program for hours, so that a pool makes sense.
    default boolean warms() {
        return false;
    }

    /// Where on this host the sandboxes' files lie; empty if on another.
    default Optional<Path> files() {
        return Optional.empty();
    }

    /// Makes sure that the image is there, pulling it if not.
    ///
    /// @param progress gets a short sentence now and then while it pulls
    /// @throws ImageUnavailable if it cannot be had
    /// @throws EngineUnavailable if the engine does not answer
    /// @throws InterruptedException if the thread was interrupted; a pull under way ends then
    Image prepare(String image, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException;

    /// Tells of the images that it uses and pulls from now on. An engine without images does not.
    default void account(ImageUses uses) {}

    /// Removes an image by the name under which it was pulled; one that is gone is fine.
    ///
    /// @return false if it is in use
    /// @throws EngineUnavailable if the engine does not answer
    default boolean remove(String image) {
        return false;
    }

    /// Makes a fresh sandbox that waits for its program. On failure nothing is left behind. Where
    /// the spec wants a network and all lanes are taken, waits until one is free.
    ///
    /// @throws ImageUnavailable if the image has gone since [#prepare], or has no `/bin/sh`
    /// @throws EngineUnavailable if the engine does not answer or refuses
    Sandbox create(SandboxSpec spec) throws ImageUnavailable, InterruptedException;

    /// Whether its sandboxes outlive the process that made them, so that the next one can adopt
    /// them.
    default boolean adopts() {
        return false;
    }

    /// Finds a sandbox to which an earlier process of this node handed a program over.
    ///
    /// @param spec as it was made
    /// @param started whether the program is known to have started; where it is not, the engine
    ///   finds out
    /// @return empty if there is none any more, or if its program never started and never will:
    ///   then it is to be destroyed
    /// @throws EngineUnavailable if the engine does not answer
    default Optional<Survivor> adopt(SandboxSpec spec, boolean started) {
        return Optional.empty();
    }

    /// The ids of all sandboxes of this installation and node, whatever their state, half made and
    /// half destroyed ones among them.
    ///
    /// @throws EngineUnavailable if the engine does not answer
    List<UUID> sandboxes();

    /// Removes every trace of a sandbox; one that is gone is fine. Works after an interrupt.
    ///
    /// @throws EngineUnavailable if it could not be verified that all is gone
    void destroy(UUID sandbox);

    /// Removes what it keeps beside sandboxes, such as networks. For when this node ends for good,
    /// with no sandbox left; what comes later makes it anew.
    ///
    /// @throws EngineUnavailable if it does not answer
    default void retire() {}

    /// @param ready whether tasks can run
    /// @param detail version and place when ready, else the reason and the cure
    record Availability(boolean ready, String detail) {}
}
