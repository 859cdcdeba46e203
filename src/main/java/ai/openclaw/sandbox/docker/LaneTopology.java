package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.LaneDoors;
import ai.openclaw.sandbox.LaneSettings;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out whether there can be lanes here, and who stands in them.
///
/// @param doors serve the lanes
/// @param home the gateway's, for the sockets of its lanes
record LaneTopology(LaneSettings settings, LaneDoors doors, Path home) {

    /// For an engine whose sandboxes reach nothing.
    static final LaneTopology NONE =
            new LaneTopology(LaneSettings.NONE, LaneDoors.NONE, Path.of(""));

    /// The kernel's limit (sockaddr_un), with the closing NUL taken off.
    private static final int LONGEST_SOCKET = 107;

    /// @param side null if there can be none
    /// @param missing then why, as a sentence
    /// @param engine its major version
    record Found(@Nullable LaneSide side, String missing, int engine) {

        private static Found none(String why) {
            return new Found(null, why, 0);
        }
    }

    Found find(DockerAddress address, DockerClient docker, DockerCalls calls, Labels labels) {
        if (settings.lanes() == 0 || doors.gateway() == null) {
            return Found.none("Lanes are switched off (OPENCLAW_LANES=0).");
        }
        var version = calls.call("asking its version", () -> docker.versionCmd().exec());
        String raw = String.valueOf(version.getRawValues());
        if (raw.toLowerCase(Locale.ROOT).contains("podman")) {
            return Found.none("Podman has no networks that keep the host's services out.");
        }
        int engine = major(Objects.requireNonNullElse(version.getVersion(), "0"));
        var own = OwnContainer.find(docker, calls);
        if (own.isPresent()) {
            String mode = Objects.requireNonNull(own.get().getHostConfig()).getNetworkMode();
            var missing = missing(mode, OwnContainer.forwards(), settings.bind());
            if (missing.isPresent()) {
                return Found.none(missing.get());
            }
            return new Found(new OwnContainer(own.get().getId(), docker, calls), "", engine);
        }
        return address instanceof DockerAddress.Unix
                ? relay(docker, calls, labels, engine)
                : Found.none(
                        "The Docker Engine at "
                                + address.uri()
                                + " is on another host: run the gateway there, in a container or"
                                + " beside it.");
    }

    /// What stands against lanes for a gateway in a container of its own.
    ///
    /// @param mode of its network
    /// @param forwards whether it passes packets on between its networks
    /// @param bind where its dashboard listens
    static Optional<String> missing(@Nullable String mode, boolean forwards, String bind) {
        if ("host".equals(mode) || "none".equals(mode)) {
            return Optional.of(
                    "The gateway's container runs with --network "
                            + mode
                            + " and cannot join lanes: give it a network of its own.");
        }
        if (forwards) {
            return Optional.of(
                    "The gateway's container would pass packets on between its networks: start it"
                            + " with --sysctl net.ipv4.ip_forward=0.");
        }
        if (everywhere(bind)) {
            return Optional.of(
                    "The dashboard would answer in every lane, since OPENCLAW_BIND is "
                            + bind
                            + ": set it to the container's address in its other network.");
        }
        return Optional.empty();
    }

    private static boolean everywhere(String bind) {
        try {
            return bind.isBlank() || InetAddress.getByName(bind).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            // The dashboard's server says it better.
            return false;
        }
    }

    private Found relay(DockerClient docker, DockerCalls calls, Labels labels, int engine) {
        var info = calls.call("asking what it is", () -> docker.infoCmd().exec());
        if (String.valueOf(info.getOperatingSystem()).contains("Docker Desktop")) {
            return Found.none(
                    "Docker Desktop runs containers in a virtual machine that Unix sockets do not"
                            + " reach: run the gateway in a container.");
        }
        var folder = home.resolve("lanes");
        String longest = folder.resolve("255.255.255.255.65535").toString();
        if (longest.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
            return Found.none(
                    "The path of OPENCLAW_HOME is too long for Unix sockets below it: " + home);
        }
        String image = settings.lane().image();
        try {
            String id =
                    calls.call(
                            "looking for the relay's image",
                            () -> docker.inspectImageCmd(image).exec().getId());
            prepare(folder);
            return new Found(
                    new Relay(docker, calls, labels, folder, Objects.requireNonNull(id)),
                    "",
                    engine);
        } catch (NotFoundException e) {
            return Found.none(
                    "There is no image '"
                            + image
                            + "' for the relay: scripts/build-sandbox-image.sh builds it, or"
                            + " OPENCLAW_LANE_IMAGE names another one with /usr/bin/python3.");
        } catch (IOException e) {
            return Found.none("The folder " + folder + " cannot be used: " + e);
        }
    }

    /// The home lets in nobody but its owner; the relay, which is another user, gets this one
    /// folder out of it.
    private static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var left = Files.newDirectoryStream(folder)) {
            for (var socket : left) {
                Files.delete(socket);
            }
        }
    }

    static int major(String version) {
        var digits = version.split("\\D", 2)[0];
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
