package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is collected where the engine is first asked whether there is anything.
class OutFolderTest {

    private final DockerEngine engine =
            DockerEngine.at(TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()));
    private final List<Sandbox> made = new ArrayList<>();

    @AfterEach
    void destroyAll() throws IOException {
        made.forEach(Sandbox::destroy);
        assertThat(engine.sandboxes()).isEmpty();
        engine.close();
    }

    @Test
    void programThatLeavesNothingIsSeenToHaveLeftNothing() throws Exception {
        var sandbox = create(TestImages.busyboxWithWorkspace());
        var out = new OutFolder(engine.archives(), container(sandbox), true);
        assertThat(run(sandbox, "echo x > file; echo y > /tmp/file")).isEmpty();
        assertThat(out.untouched()).isTrue();
    }

    @Test
    void whatComesLastIsSeen() throws Exception {
        var sandbox = create(TestImages.busyboxWithWorkspace());
        var out = new OutFolder(engine.archives(), container(sandbox), true);
        assertThat(run(sandbox, "echo x > out/a; rm out/a; echo x > out/b")).contains("out/b");
        assertThat(out.untouched()).isFalse();
    }

    @Test
    void folderThatIsNotThereAnyMoreHoldsNothing() throws Exception {
        assertThat(run(create(TestImages.busyboxWithWorkspace()), "rmdir out")).isEmpty();
    }

    @Test
    void linkInItsPlaceIsNotTakenForIt() throws Exception {
        var sandbox = create(TestImages.busyboxWithWorkspace());
        var out = new OutFolder(engine.archives(), container(sandbox), true);
        run(sandbox, "mkdir other; echo x > other/a; rmdir out; ln -s other out");
        assertThat(out.untouched()).isFalse();
    }

    @Test
    void imageWithoutAWorkspaceGetsAnEmptyFolderToo() throws Exception {
        assertThat(run(create(TestImages.busybox()), "true")).isEmpty();
        assertThat(run(create(TestImages.busybox()), "echo x > out/a")).contains("out/a");
    }

    /// A change below a folder that was there does not touch the folder above it.
    @Test
    void changeBelowAFolderThatWasPutInIsCollected() throws Exception {
        var sandbox = create(TestImages.busyboxWithWorkspace());
        sandbox.put(new ByteArrayInputStream(tar("out/sub/", "out/sub/old")));
        assertThat(run(sandbox, "echo x > out/sub/new")).contains("out/sub/new", "out/sub/old");
    }

    @Test
    void changeBelowAFolderOfTheImageIsCollected() throws Exception {
        String image = imageWith("workspace/out/sub/", "workspace/out/sub/old");
        assertThat(run(create(image), "echo x > out/sub/new"))
                .contains("out/sub/new", "out/sub/old");
    }

    private Sandbox create(String image) throws Exception {
        var sandbox =
                engine.create(
                        new SandboxSpec(
                                Ids.next(),
                                engine.prepare(image, _ -> {}),
                                ByteSize.parse("64m"),
                                1,
                                64,
                                ByteSize.parse("64m"),
                                ByteSize.parse("1m"),
                                null));
        made.add(sandbox);
        return sandbox;
    }

    private static String container(Sandbox sandbox) {
        return Labels.name(sandbox.id());
    }

    /// Runs a script to its end.
    ///
    /// @return the files that it left
    private static List<String> run(Sandbox sandbox, String script) throws Exception {
        sandbox.start(
                new Launch(List.of("sh", "-c", script), Map.of()),
                new OutputSink() {
                    @Override
                    public void stdout(ByteBuffer bytes) {}

                    @Override
                    public void stderr(ByteBuffer bytes) {}
                });
        sandbox.await();
        var files = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(sandbox.collect())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    files.add(entry.getName());
                }
            }
        }
        return files;
    }

    /// The test image with these in it.
    private static String imageWith(String... entries) throws Exception {
        try (var docker = TestImages.docker()) {
            String container =
                    docker.createContainerCmd(TestImages.busyboxWithWorkspace())
                            .withCmd("true")
                            .exec()
                            .getId();
            try {
                docker.copyArchiveToContainerCmd(container)
                        .withRemotePath("/")
                        .withTarInputStream(new ByteArrayInputStream(tar(entries)))
                        .exec();
                return docker.commitCmd(container)
                        .withRepository("openclaw-test-left")
                        .withTag("1")
                        .exec();
            } finally {
                docker.removeContainerCmd(container).exec();
            }
        }
    }

    private static byte[] tar(String... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (String name : entries) {
                var entry = new TarArchiveEntry(name);
                entry.setIds(10001, 10001);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
