package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Tar streams out of containers. docker-java's own stream reads to its end when it is closed,
/// which a hostile one (20 GB of zeros in a sparse file) makes long; this one drops the connection.
final class Archives {

    private final DockerAddress address;
    private final DockerCalls calls;

    Archives(DockerAddress address, DockerCalls calls) {
        this.address = address;
        this.calls = calls;
    }

    /// A file or folder of a container, running or not. Closing it before its end is cheap.
    ///
    /// @throws NotFoundException if there is no such path, or no such container
    InputStream read(String container, String path) {
        return calls.call(
                "reading " + path,
                () -> {
                    var connection = new RawConnection(address);
                    try {
                        return open(connection, container, path);
                    } catch (IOException | RuntimeException e) {
                        connection.close();
                        throw e;
                    }
                });
    }

    /// What the engine says of a file or folder without opening it: name, size, mode and time of
    /// change, in its own words, fit to be compared. A fiftieth of the work of [#read].
    ///
    /// @return empty if there is no such path
    Optional<String> stat(String container, String path) {
        return calls.call(
                "looking at " + path,
                () -> {
                    try (var connection = new RawConnection(address)) {
                        return connection
                                .ask("HEAD " + archive(container, path), "Connection: close")
                                .field("X-Docker-Container-Path-Stat");
                    }
                });
    }

    private static String archive(String container, String path) {
        return "/containers/"
                + container
                + "/archive?path="
                + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static InputStream open(RawConnection connection, String container, String path)
            throws IOException {
        var answer = connection.ask("GET " + archive(container, path), "Connection: close");
        var body = Body.of(answer, connection);
        if (answer.status() == 200) {
            return body;
        }
        String message = new String(body.readNBytes(4096), StandardCharsets.UTF_8);
        throw answer.status() == 404
                ? new NotFoundException(message)
                : new DockerException(message, answer.status());
    }
}
