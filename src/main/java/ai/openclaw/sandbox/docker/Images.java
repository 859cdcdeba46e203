package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.ImageUses;
import ai.openclaw.sandbox.PullPolicy;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Gets images, and knows what is in them.
final class Images {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final DockerClient docker;
    private final DockerCalls calls;
    private final ImageProbe probe;
    private final PullPolicy policy;
    private final Duration silence;
    private final Map<String, Pull> pulls = new ConcurrentHashMap<>();
    private final Map<String, ImageProbe.Facts> facts = new ConcurrentHashMap<>();
    private volatile ImageUses uses = ImageUses.NONE;

    /// @param silence how long a registry may say nothing during a pull
    Images(
            DockerClient docker,
            DockerCalls calls,
            ImageProbe probe,
            PullPolicy policy,
            Duration silence) {
        this.docker = docker;
        this.calls = calls;
        this.probe = probe;
        this.policy = policy;
        this.silence = silence;
    }

    /// @see ai.openclaw.sandbox.SandboxEngine#account
    void account(ImageUses uses) {
        this.uses = uses;
    }

    /// @see ai.openclaw.sandbox.SandboxEngine#remove
    boolean remove(String name) {
        return calls.call(
                "removing the image '" + name + "'",
                () -> {
                    try {
                        docker.removeImageCmd(name).exec();
                        return true;
                    } catch (NotFoundException e) {
                        return true;
                    } catch (ConflictException e) {
                        return false;
                    }
                });
    }

    /// @see ai.openclaw.sandbox.SandboxEngine#prepare
    Image prepare(String name, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        uses.used(name);
        var found = find(name);
        if (found.isEmpty() && ImageName.isId(name)) {
            throw new ImageUnavailable("There is no image with the id '" + name + "'", null);
        }
        if (toPull(name, found.isPresent())) {
            boolean ours = found.isEmpty();
            pull(name, progress);
            found = find(name);
            if (ours) {
                uses.pulled(name);
            }
        }
        var image =
                new Image(
                        name,
                        found.map(image1 -> pinned(name, image1))
                                .orElseThrow(() ->
                                        new ImageUnavailable(
                                                "The image '"
                                                        + name
                                                        + "' was pulled and has vanished",
                                                null)));
        facts(image);
        return image;
    }

    /// What an id or a digest names does not change, so it is never pulled a second time.
    private boolean toPull(String name, boolean there) throws ImageUnavailable {
        return switch (policy) {
            case MISSING -> !there;
            case ALWAYS -> !there || !(ImageName.isId(name) || name.contains("@"));
            case NEVER -> {
                if (!there) {
                    throw new ImageUnavailable(
                            "There is no image '"
                                    + name
                                    + "' on the engine's host, and OPENCLAW_IMAGES_PULL=never forbids"
                                    + " pulling it: load it there",
                            null);
                }
                yield false;
            }
        };
    }

    /// What is known of an image; looked up once.
    ///
    /// @throws ImageUnavailable if it has gone or cannot be a sandbox
    ImageProbe.Facts facts(Image image) throws ImageUnavailable {
        var known = facts.get(image.pinned());
        if (known == null) {
            var inspected =
                    find(image.pinned())
                            .orElseThrow(() ->
                                    new ImageUnavailable(
                                            "There is no image '" + image.name() + "' any more",
                                            null));
            known = calls.call("looking into the image", () -> probe.look(inspected));
            facts.put(image.pinned(), known);
        }
        if (!known.shell()) {
            throw new ImageUnavailable(
                    "The image '" + image.name() + "' has no /bin/sh, which every sandbox needs",
                    null);
        }
        return known;
    }

    private Optional<InspectImageResponse> find(String name) throws ImageUnavailable {
        try {
            return calls.call(
                    "looking for the image",
                    () -> {
                        try {
                            return Optional.of(docker.inspectImageCmd(name).exec());
                        } catch (NotFoundException e) {
                            return Optional.empty();
                        }
                    });
        } catch (BadRequestException e) {
            throw new ImageUnavailable(ImageName.explain(name, DockerCalls.message(e)), e);
        } catch (DockerException e) {
            throw calls.refused("looking for the image '" + name + "'", e);
        }
    }

    /// The digest under which its registry knows it, else the id.
    private static String pinned(String name, InspectImageResponse image) {
        String repository = ImageName.parse(name).repository();
        return Objects.requireNonNullElse(image.getRepoDigests(), List.<String>of()).stream()
                .filter(digest -> digest.startsWith(repository.split("@", 2)[0] + "@"))
                .findFirst()
                .orElseGet(() -> Objects.requireNonNull(image.getId()));
    }

    /// Joins a pull of the same image that is under way; the last one who leaves ends it.
    private void pull(String name, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        var pull =
                Objects.requireNonNull(
                        pulls.compute(
                                name,
                                (key, running) -> {
                                    var joined = running == null ? begin(name) : running;
                                    joined.join(progress);
                                    return joined;
                                }));
        try {
            progress.accept("Pulling " + name);
            await(name, pull);
        } finally {
            pulls.computeIfPresent(
                    name,
                    (key, running) -> {
                        if (running != pull || !pull.leave(progress)) {
                            return running;
                        }
                        pull.close();
                        return null;
                    });
        }
    }

    private Pull begin(String name) {
        var parsed = ImageName.parse(name);
        var command = docker.pullImageCmd(parsed.repository());
        return (parsed.tag() == null ? command : command.withTag(parsed.tag()))
                .exec(new Pull(name));
    }

    private void await(String name, Pull pull) throws ImageUnavailable, InterruptedException {
        while (!pull.await(POLL)) {
            if (pull.silentNanos() > silence.toNanos()) {
                throw new ImageUnavailable(
                        "The image '"
                                + name
                                + "' could not be pulled: its registry has said nothing"
                                + " for "
                                + silence.toSeconds()
                                + " s",
                        null);
            }
        }
        String error = pull.error();
        if (error != null) {
            throw new ImageUnavailable(ImageName.explain(name, error), null);
        }
        var failure = pull.failure();
        if (failure != null) {
            throw calls.failure("pulling '" + name + "'", failure);
        }
    }
}
