package ai.openclaw.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// What a gateway is started from: the packaged jar where the build names one, else the classes.
final class GatewayProgram {

    /// What starts quickly rather than runs quickly, for tests.
    static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final List<String> FLAGS =
            List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED");

    private GatewayProgram() {}

    /// The command that serves.
    ///
    /// @param jvm further options for the virtual machine
    static List<String> command(List<String> jvm) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(FLAGS);
        command.addAll(jvm);
        var jar = System.getProperty("openclaw.jar");
        if (jar == null) {
            command.addAll(List.of("-cp", classPath(), "ai.openclaw.Gateway"));
        } else {
            var program = prepared(Path.of(jar));
            // The cache of loaded classes does not go with an agent that changes them.
            if (jvm.stream().noneMatch(option -> option.startsWith("-javaagent"))) {
                command.add("-XX:AOTCache=" + cache(program));
            }
            command.addAll(List.of("-jar", program.toString()));
        }
        command.add("serve");
        return command;
    }

    /// Carries out the `openclaw` command.
    ///
    /// @param settings of its environment, such as where the gateway is
    /// @return what it said
    static String openclaw(Map<String, String> settings, String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(QUICK);
        var jar = System.getProperty("openclaw.jar");
        command.addAll(
                jar == null
                        ? List.of("-cp", classPath(), "ai.openclaw.Gateway")
                        : List.of("-jar", prepared(Path.of(jar)).toString()));
        command.addAll(List.of(words));
        return run(command, settings);
    }

    /// The packaged jar, unpacked.
    static Path unpacked() {
        var jar = System.getProperty("openclaw.jar");
        if (jar == null) {
            throw new AssertionError("openclaw.jar names no jar: build it with mvn verify");
        }
        return prepared(Path.of(jar));
    }

    /// Unpacked as in production, with a cache of its loaded classes: together they start it in a
    /// third of the time. Made once for all of the build's processes that run tests.
    private static synchronized Path prepared(Path jar) {
        try {
            var made = Long.toString(Files.getLastModifiedTime(jar).toMillis());
            var folder = jar.resolveSibling("e2e-" + made);
            var program = folder.resolve(jar.getFileName());
            try (var channel =
                            FileChannel.open(
                                    jar.resolveSibling("e2e.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (!Files.exists(cache(program))) {
                    unpack(jar, folder);
                    train(program);
                }
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cache(Path program) {
        return program.resolveSibling("openclaw.aot");
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        run(
                List.of(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString()),
                Map.of());
    }

    /// Starts it once, up to where it would serve.
    private static void train(Path program) throws IOException {
        var home = Files.createTempDirectory("openclaw-training");
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(FLAGS);
        command.addAll(QUICK);
        command.addAll(
                List.of(
                        "-XX:AOTCacheOutput=" + cache(program),
                        "-Dspring.context.exit=onRefresh",
                        "-jar",
                        program.toString(),
                        "serve"));
        try {
            run(command, Map.of("OPENCLAW_HOME", home.toString(), "OPENCLAW_LANES", "0"));
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static String run(List<String> command, Map<String, String> settings)
            throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed:\n" + output);
            }
            return output;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// Ours without the tests, whose applications would be scanned with the gateway's own, and
    /// without what is for developing only.
    private static String classPath() {
        var tests =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(tests.split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.contains("devtools"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
