package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What is asked of a container that runs.
final class Containers {

    private final DockerAddress address;
    private final DockerClient docker;
    private final DockerCalls calls;

    Containers(DockerAddress address, DockerClient docker, DockerCalls calls) {
        this.address = address;
        this.docker = docker;
        this.calls = calls;
    }

    /// Unpacks a tar stream in the workspace.
    ///
    /// @param patience nanoseconds that may pass from now on; asked again when they have passed
    void put(String container, InputStream tar, LongSupplier patience) {
        calls.call(
                "putting files in",
                patience,
                () ->
                        docker.copyArchiveToContainerCmd(container)
                                .withRemotePath(Hardening.WORKSPACE)
                                .withTarInputStream(tar)
                                .exec());
    }

    /// Sends a signal, such as `KILL`.
    ///
    /// @return whether there was a running container to take it
    boolean signal(String container, String signal) {
        return calls.call(
                "sending SIG" + signal,
                () -> {
                    try {
                        docker.killContainerCmd(container).withSignal(signal).exec();
                        return true;
                    } catch (ConflictException | NotFoundException | NotModifiedException e) {
                        return false;
                    } catch (DockerException e) {
                        // Engines before 1.41 say so with a 500.
                        if (DockerCalls.message(e).contains("is not running")) {
                            return false;
                        }
                        throw e;
                    }
                });
    }

    /// Watches a container until its end, on a connection that is open from the beginning: it
    /// breaks when the engine goes away, were it for a moment only, and that is how a program that
    /// closes its outputs is told from one whose outputs the engine dropped.
    ///
    /// @param opened gets what, when closed, ends the watch
    /// @return whether the engine said that it ended; else the engine went away
    boolean watch(String container, Consumer<Closeable> opened) {
        try (var connection = new RawConnection(address)) {
            opened.accept(connection);
            var head =
                    connection.ask("POST /containers/" + container + "/wait", "Connection: close");
            var answer =
                    new String(Body.of(head, connection).readNBytes(4096), StandardCharsets.UTF_8);
            return head.status() == 404 || answer.contains("\"StatusCode\"");
        } catch (IOException e) {
            return false;
        }
    }

    /// Waits for the end of a container; one that is gone has ended.
    ///
    /// @return false if it still ran when the time was over
    /// @throws EngineUnavailable if the engine went away meanwhile; it then answers with nothing
    boolean awaitEnd(String container, Duration limit) {
        return calls.call(
                "waiting for its end",
                limit.plus(DockerCalls.USUAL),
                () -> {
                    var end = docker.waitContainerCmd(container).exec(new Wait());
                    try (end) {
                        if (!end.awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                            return false;
                        }
                    } catch (NotFoundException e) {
                        return true;
                    }
                    if (!end.answered) {
                        throw new EngineUnavailable("The Docker Engine went away", null);
                    }
                    return true;
                });
    }

    private static final class Wait extends WaitContainerResultCallback {

        private volatile boolean answered;

        @Override
        public void onNext(WaitResponse response) {
            answered = true;
            super.onNext(response);
        }
    }

    /// Whether the engine answers.
    boolean answers() {
        try {
            calls.call("asking whether it is there", () -> docker.pingCmd().exec());
            return true;
        } catch (EngineUnavailable | DockerException e) {
            return false;
        }
    }

    /// Whether containers live on while the engine is restarted.
    boolean liveRestores() {
        return calls.call(
                "asking how it is set up",
                () ->
                        Boolean.TRUE.equals(
                                docker.infoCmd().exec().getRawValues().get("LiveRestoreEnabled")));
    }

    /// Empty if it is gone.
    Optional<ContainerState> state(String container) {
        return calls.call(
                "looking at the container",
                () -> {
                    try {
                        return Optional.of(docker.inspectContainerCmd(container).exec().getState());
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    /// Whether somebody else sent it a signal, the engine at its own end among them: programs that
    /// die of a signal of their own look the same in [#state]. The engine remembers its latest 256
    /// events, so this must be asked soon; if it does not even remember the container's end, it was
    /// started anew since.
    boolean killedFromOutside(String container, ContainerState ended) {
        var history = new History();
        calls.call(
                "reading its events",
                () -> {
                    var events =
                            docker.eventsCmd()
                                    .withContainerFilter(container)
                                    .withSince(second(ended.getStartedAt(), 0))
                                    // The end may be noted a moment after it was seen.
                                    .withUntil(second(ended.getFinishedAt(), 5))
                                    .exec(history);
                    try (events) {
                        return history.complete.await(10, TimeUnit.SECONDS);
                    }
                });
        return !history.died || history.killed;
    }

    /// A container's events up to its death.
    private static final class History extends ResultCallback.Adapter<Event> {

        private final CountDownLatch complete = new CountDownLatch(1);
        private volatile boolean killed;
        private volatile boolean died;

        @Override
        public void onNext(Event event) {
            killed |= "kill".equals(event.getAction());
            if ("die".equals(event.getAction())) {
                died = true;
                complete.countDown();
            }
        }

        @Override
        public void onComplete() {
            super.onComplete();
            complete.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            super.onError(failure);
            complete.countDown();
        }
    }

    private static String second(@Nullable String time, int more) {
        return Long.toString(Instant.parse(Objects.requireNonNull(time)).getEpochSecond() + more);
    }
}
