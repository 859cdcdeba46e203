package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import com.github.dockerjava.api.exception.DockerException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Every call to the engine goes through here: it ends within its limit, whatever the engine does,
/// and it ends the same in a thread that was interrupted, so that cleaning up works there too.
final class DockerCalls {

    /// Enough for a busy machine; nothing but streams takes longer.
    static final Duration USUAL = Duration.ofSeconds(60);

    private static final Pattern MESSAGE =
            Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);

    private final DockerAddress address;

    DockerCalls(DockerAddress address) {
        this.address = address;
    }

    /// Makes a call that usually takes milliseconds.
    ///
    /// @param doing what for, such as `starting the container`
    /// @throws DockerException if the engine answered with an error
    /// @throws EngineUnavailable if it did not answer
    <T> T call(String doing, Callable<T> call) {
        return call(doing, USUAL, call);
    }

    /// @see #call(String, Callable)
    <T> T call(String doing, Duration limit, Callable<T> call) {
        long deadline = System.nanoTime() + limit.toNanos();
        return call(doing, () -> deadline - System.nanoTime(), call);
    }

    /// Makes a call of any length.
    ///
    /// @param patience nanoseconds that may pass from now on; asked again when they have passed
    /// @see #call(String, Callable)
    <T> T call(String doing, LongSupplier patience, Callable<T> call) {
        var task = new FutureTask<>(call);
        var thread = Thread.ofVirtual().name("docker-call").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(patience.getAsLong(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    if (patience.getAsLong() > 0) {
                        continue;
                    }
                    // Closes the connection that it hangs on.
                    thread.interrupt();
                    throw new EngineUnavailable(
                            "The Docker Engine at "
                                    + address.uri()
                                    + " did not answer in time while "
                                    + doing,
                            e);
                } catch (ExecutionException e) {
                    throw failure(doing, e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Takes any error that the engine answers for its refusal.
    ///
    /// @param doing as in [#refused]
    <T> T unrefused(String doing, Supplier<T> calls) {
        try {
            return calls.get();
        } catch (DockerException e) {
            throw refused(doing, e);
        }
    }

    RuntimeException failure(String doing, Throwable cause) {
        if (cause instanceof DockerException answered) {
            return answered;
        }
        if (cause instanceof EngineUnavailable known) {
            return known;
        }
        return new EngineUnavailable(
                "The Docker Engine at "
                        + address.uri()
                        + " cannot be reached while "
                        + doing
                        + ": "
                        + reason(cause),
                cause);
    }

    /// For an answer that should not have come.
    EngineUnavailable refused(String doing, DockerException answer) {
        return new EngineUnavailable(
                "The Docker Engine at "
                        + address.uri()
                        + " refused "
                        + doing
                        + ": "
                        + message(answer),
                answer);
    }

    /// What the engine said, without its wrapping.
    static String message(DockerException answer) {
        String text = String.valueOf(answer.getMessage());
        var message = MESSAGE.matcher(text);
        return message.find()
                ? message.group(1).replace("\\\"", "\"").replace("\\n", " ").strip()
                : text.strip();
    }

    private String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage());
        if (address instanceof DockerAddress.Unix(var socket)) {
            if (root instanceof NoSuchFileException || text.contains("No such file")) {
                return "there is no socket. Install or start Docker, or set DOCKER_HOST";
            }
            if (root instanceof AccessDeniedException || text.contains("Permission denied")) {
                return "this user may not open " + socket + ". Add it to the group docker";
            }
        }
        if (text.contains("Connection refused")) {
            return "nothing listens there. Start Docker, or set DOCKER_HOST";
        }
        return root.getClass().getSimpleName() + " " + text;
    }
}
