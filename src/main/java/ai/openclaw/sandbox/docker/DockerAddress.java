package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Where the Docker Engine listens.
sealed interface DockerAddress {

    /// As in `DOCKER_HOST`.
    URI uri();

    /// A new connection, in blocking mode.
    SocketChannel connect() throws IOException;

    /// A Unix socket.
    record Unix(Path path) implements DockerAddress {

        @Override
        public URI uri() {
            return URI.create("unix://" + path);
        }

        @Override
        public SocketChannel connect() throws IOException {
            return SocketChannel.open(UnixDomainSocketAddress.of(path));
        }
    }

    /// Plain TCP, for an engine behind a tunnel or on a private network.
    record Tcp(String host, int port) implements DockerAddress {

        @Override
        public URI uri() {
            return URI.create("tcp://" + host + ":" + port);
        }

        @Override
        public SocketChannel connect() throws IOException {
            var channel = SocketChannel.open(new InetSocketAddress(host, port));
            // A host that vanished would never be noticed.
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return channel;
        }
    }

    /// @param patience for a connection
    default DockerClient client(Duration patience) {
        var http =
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(uri())
                        .connectionTimeout(patience)
                        .build();
        var config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(uri().toString())
                        .withDockerTlsVerify(false)
                        .build();
        return DockerClientImpl.getInstance(config, http);
    }

    /// Reads `DOCKER_HOST`.
    ///
    /// @param environment looked at for `DOCKER_TLS_VERIFY` only
    /// @throws EngineUnavailable if it is of a kind that this engine does not speak
    static DockerAddress parse(String dockerHost, Map<String, String> environment) {
        var uri = uri(dockerHost);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "unix" -> new Unix(Path.of(uri.getPath()));
            case "tcp" -> {
                if (!environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
                    throw refused(dockerHost, "TLS (DOCKER_TLS_VERIFY) is not supported");
                }
                if (uri.getHost() == null || uri.getPort() < 0) {
                    throw refused(dockerHost, "tcp:// needs a host and a port");
                }
                yield new Tcp(uri.getHost(), uri.getPort());
            }
            default -> throw refused(dockerHost, "it must begin with unix:// or tcp://");
        };
    }

    private static URI uri(String dockerHost) {
        try {
            return URI.create(dockerHost.strip());
        } catch (IllegalArgumentException e) {
            throw refused(dockerHost, "it is no address");
        }
    }

    private static EngineUnavailable refused(String dockerHost, String why) {
        return new EngineUnavailable("DOCKER_HOST=" + dockerHost + " cannot be used: " + why, null);
    }
}
