package ai.openclaw.e2e;

import ai.openclaw.database.RestartablePostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// Two gateways, each with an engine of its own, on one Postgres: all of it this run's own, and all
/// of it gone with it, also if it is interrupted.
final class ChaosHouse implements AutoCloseable {

    private final Path root;
    private final Thread hook = new Thread(this::clear, "chaos-clears-up");
    private final List<Runnable> atTheEnd = new ArrayList<>();
    final List<OwnEngine> engines = new ArrayList<>();
    final List<EngineEvents> events = new ArrayList<>();
    final List<GatewayProcess> gateways = new ArrayList<>();
    final RestartablePostgres postgres;

    ChaosHouse(Map<String, String> settings) {
        try {
            // Short, for the sockets below it.
            root = Files.createTempDirectory("oc");
            Runtime.getRuntime().addShutdownHook(hook);
            var image = root.resolve("image.tar");
            EngineLedger.docker("save", SandboxImage.name(), "-o", image.toString());
            IntStream.range(0, 2).parallel().forEach(i -> startEngine(i, image));
            engines.sort((a, b) -> a.name().compareTo(b.name()));
            Files.delete(image);
            for (var engine : engines) {
                events.add(new EngineEvents(engine));
            }
            postgres = RestartablePostgres.start(root.resolve("pg"));
            later(postgres::close);
            for (int i = 0; i < 2; i++) {
                startGateway(i, settings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startEngine(int i, Path image) {
        var name = root.getFileName() + "-" + i;
        var engine = OwnEngine.start(name, root.resolve("e" + i), i == 0, this::later);
        engine.docker("load", "-i", image.toString());
        synchronized (engines) {
            engines.add(engine);
        }
    }

    private void startGateway(int i, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("OPENCLAW_SANDBOX_ENGINE", "docker");
        all.put("OPENCLAW_SANDBOX_IMAGE", SandboxImage.name());
        all.put("DOCKER_HOST", engines.get(i).address());
        all.put("DATABASE_URL", postgres.url());
        var gateway =
                GatewayProcess.start(
                        root.resolve("h" + i), all, GatewayProgram.QUICK.toArray(String[]::new));
        later(gateway::killIfAlive);
        gateways.add(gateway);
    }

    /// The logs of gateways, engines and the database.
    List<Path> logs() {
        return Stream.of(
                        gateways.stream().map(GatewayProcess::log),
                        engines.stream().map(OwnEngine::log),
                        Stream.of(root.resolve("pg/postgres.log")))
                .flatMap(it -> it)
                .filter(Files::exists)
                .toList();
    }

    /// Everything that carries our labels on an engine.
    List<String> ours() {
        return engines.stream()
                .flatMap(engine -> engine.ours().stream().map(it -> engine.name() + " " + it))
                .toList();
    }

    /// Leaves a container and a volume of ours on each engine.
    ///
    /// @return as [#ours] names them
    List<String> plant() {
        var name = "openclaw-sbx-planted";
        var label = "ai.openclaw.node=planted";
        for (var engine : engines) {
            engine.docker("create", "--name", name, "--label", label, SandboxImage.name(), "true");
            engine.docker("volume", "create", "--label", label, name);
        }
        return engines.stream()
                .flatMap(engine ->
                        Stream.of("container ", "volume ")
                                .map(it -> engine.name() + " " + it + name))
                .toList();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        clear();
    }

    private void later(Runnable end) {
        synchronized (atTheEnd) {
            atTheEnd.add(end);
        }
    }

    /// What was started last ends first; one trouble does not keep the rest.
    private void clear() {
        synchronized (atTheEnd) {
            events.forEach(EngineEvents::close);
            atTheEnd.reversed().forEach(ChaosHouse::attempt);
            atTheEnd.clear();
        }
        attempt(() -> {
            try {
                FileSystemUtils.deleteRecursively(root);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void attempt(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException | AssertionError e) {
            System.err.println("While clearing up: " + e);
        }
    }
}
