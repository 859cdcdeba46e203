package ai.openclaw.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Images of 2 MB for tests with real containers, made from this machine's static busybox when they
/// are not there. A machine without a Docker Engine or busybox fails the test that asks.
public final class TestImages {

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS =
            ("cat chmod cp date dd df echo env false find grep head hostname id kill ln ls mkdir mount"
                            + " mv nc od ps pwd rm rmdir sh sleep sort stat tail tar tee test touch tr true"
                            + " uname wc wget yes")
                    .lines()
                    .flatMap(line -> List.of(line.split(" ")).stream())
                    .toList();

    private TestImages() {}

    /// Where the engine for tests is: `DOCKER_HOST`, or the usual socket.
    public static String dockerHost() {
        return requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");
    }

    /// Shell and usual tools; knows nothing of sandboxes.
    public static synchronized String busybox() {
        return image("openclaw-test:busybox", false, true);
    }

    /// The same, with a `/workspace` of the sandbox's user.
    public static synchronized String busyboxWithWorkspace() {
        return image("openclaw-test:workspace", true, true);
    }

    /// Without a shell.
    public static synchronized String shellLess() {
        return image("openclaw-test:no-shell", false, false);
    }

    /// A client of the tests' own, for looking at what an engine does.
    public static DockerClient docker() {
        var config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(dockerHost())
                        .build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
    }

    private static String image(String name, boolean workspace, boolean shell) {
        try (var docker = docker()) {
            try {
                docker.inspectImageCmd(name).exec();
            } catch (NotFoundException e) {
                docker.buildImageCmd(new ByteArrayInputStream(context(workspace, shell)))
                        .withTags(Set.of(name))
                        .withRemove(true)
                        .withForcerm(true)
                        .exec(new BuildImageResultCallback())
                        .awaitImageId();
            }
            return name;
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(
                    "This test needs a Docker Engine at "
                            + dockerHost()
                            + " and "
                            + BUSYBOX
                            + " (Debian: docker.io, busybox-static); scripts/test.sh sets both up",
                    e);
        }
    }

    private static byte[] context(boolean workspace, boolean shell) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            file(tar, "Dockerfile", "FROM scratch\nADD root.tar /\n".getBytes(UTF_8));
            file(tar, "root.tar", root(workspace, shell));
        }
        return bytes.toByteArray();
    }

    private static byte[] root(boolean workspace, boolean shell) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (String folder : List.of("bin/", "etc/", "proc/", "dev/", "sys/", "tmp/")) {
                folder(tar, folder, 0);
            }
            if (workspace) {
                folder(tar, "workspace/", 10001);
                folder(tar, "workspace/out/", 10001);
            }
            file(tar, "bin/busybox", Files.readAllBytes(BUSYBOX));
            for (String applet : shell ? APPLETS : List.<String>of()) {
                var link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        var file = new TarArchiveEntry(name);
        file.setMode(0755);
        file.setSize(content.length);
        tar.putArchiveEntry(file);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void folder(TarArchiveOutputStream tar, String name, int owner)
            throws IOException {
        var folder = new TarArchiveEntry(name);
        folder.setMode(0755);
        folder.setIds(owner, owner);
        tar.putArchiveEntry(folder);
        tar.closeArchiveEntry();
    }
}
