package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/// What the tests of an engine need. Programs are given twice: as a shell script for an engine that
/// runs processes, and in Java for the one in memory.
abstract class SandboxBench {

    private final List<Sandbox> made = new ArrayList<>();

    /// The engine under test; its marks are this test class's own.
    protected abstract SandboxEngine engine();

    protected abstract String image();

    /// Makes the launch do what the program says, where it cannot run scripts.
    protected void teach(Launch launch, MemoryEngine.Program program) {}

    @AfterEach
    final void nothingIsLeft() {
        made.forEach(Sandbox::destroy);
        assertThat(engine().sandboxes()).isEmpty();
    }

    protected SandboxSpec spec() throws Exception {
        return new SandboxSpec(
                Ids.next(),
                engine().prepare(image(), line -> {}),
                ByteSize.parse("64m"),
                1,
                64,
                ByteSize.parse("64m"),
                ByteSize.parse("16m"),
                null);
    }

    protected Sandbox create() throws Exception {
        return create(spec());
    }

    protected Sandbox create(SandboxSpec spec) throws Exception {
        var sandbox = engine().create(spec);
        made.add(sandbox);
        return sandbox;
    }

    /// A shell script with its arguments.
    protected Launch script(
            String script, List<String> args, Map<String, String> env, MemoryEngine.Program java) {
        var argv = Stream.concat(Stream.of("sh", "-c", script, "sh"), args.stream()).toList();
        var launch = new Launch(argv, env);
        teach(launch, java);
        return launch;
    }

    protected Launch script(String script, MemoryEngine.Program java) {
        return script(script, List.of(), Map.of(), java);
    }

    /// What came of a program.
    protected record Ran(Exit exit, Captured output) {}

    protected Ran run(Launch launch) throws Exception {
        return run(create(), launch);
    }

    protected Ran run(Sandbox sandbox, Launch launch) throws Exception {
        var output = new Captured();
        sandbox.start(launch, output);
        return new Ran(sandbox.await(), output);
    }

    /// Starts a program and waits until it has said `ready`.
    protected Captured startUntilReady(Sandbox sandbox, Launch launch) throws Exception {
        var output = new Captured();
        sandbox.start(launch, output);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> output.out().contains("ready"));
        return output;
    }

    protected static Exit exited(int code) {
        return new Exit.Exited(code, false);
    }

    /// A tar of files with these contents, all of them root's and read-only, without folders.
    protected static InputStream tar(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setMode(0400);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /// The files of a sandbox's `/workspace/out`, and their contents.
    protected static Map<String, String> collected(Sandbox sandbox) throws IOException {
        var files = new TreeMap<String, String>();
        try (var tar = new TarArchiveInputStream(sandbox.collect())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getName()).startsWith("out/");
                if (entry.isFile()) {
                    files.put(
                            entry.getName(),
                            new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }
}
