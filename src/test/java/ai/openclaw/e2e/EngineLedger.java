package ai.openclaw.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The Docker Engine's own account of what happened, recorded by its event stream, outside the
/// gateway and without its knowledge.
final class EngineLedger implements AutoCloseable {

    private static final String DOCKER =
            Files.isExecutable(Path.of("/usr/bin/docker")) ? "/usr/bin/docker" : "docker";

    private final Process events;
    private final List<Event> recorded = new ArrayList<>();

    /// @param sandbox the container's label `ai.openclaw.sandbox`
    /// @param action `create`, `start`, `die`, `destroy`, …
    /// @param exitCode of a `die`, else an empty text
    record Event(String sandbox, String node, String action, String exitCode) {}

    private EngineLedger(Process events) {
        this.events = events;
    }

    static EngineLedger open() {
        var format =
                "{{index .Actor.Attributes \"ai.openclaw.sandbox\"}} "
                        + "{{index .Actor.Attributes \"ai.openclaw.node\"}} "
                        + "{{.Action}} {{index .Actor.Attributes \"exitCode\"}}";
        try {
            var ledger =
                    new EngineLedger(
                            new ProcessBuilder(
                                            DOCKER,
                                            "events",
                                            "--filter",
                                            "type=container",
                                            "--filter",
                                            "label=ai.openclaw.sandbox",
                                            "--format",
                                            format)
                                    // not ours: who waits for the end of our output would
                                    // wait for this process too
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start());
            Thread.ofVirtual().start(ledger::record);
            return ledger;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What happened to each sandbox of one gateway, in order of its first event.
    Map<String, List<Event>> bySandbox(String node) {
        var bySandbox = new TreeMap<String, List<Event>>();
        synchronized (recorded) {
            recorded.stream()
                    .filter(e -> e.node().equals(node))
                    .forEach(e ->
                            bySandbox.computeIfAbsent(e.sandbox(), _ -> new ArrayList<>()).add(e));
        }
        return bySandbox;
    }

    /// The actions on one sandbox, in order.
    List<String> actions(String node, String sandbox) {
        return bySandbox(node).getOrDefault(sandbox, List.of()).stream()
                .map(Event::action)
                .toList();
    }

    /// Removes what a gateway that has ended left running for its next start.
    static void removeSandboxes(String node) {
        var label = "label=ai.openclaw.node=" + node;
        docker("ps", "-aq", "--filter", label, "--filter", "label=ai.openclaw.sandbox")
                .forEach(id -> docker("rm", "-f", id));
        docker("volume", "ls", "-q", "--filter", label).forEach(id -> docker("volume", "rm", id));
    }

    /// Removes the lanes of a gateway that has ended, and the relay in them: it keeps both for its
    /// next start.
    static void removeLanes(String node) {
        var label = "label=ai.openclaw.node=" + node;
        docker("ps", "-aq", "--filter", label, "--filter", "label=ai.openclaw.door")
                .forEach(id -> docker("rm", "-f", id));
        docker("network", "ls", "-q", "--filter", label).forEach(id -> docker("network", "rm", id));
    }

    /// Names of the containers and volumes of one gateway's sandboxes that exist now.
    static List<String> leftovers(String node) {
        var label = "label=ai.openclaw.node=" + node;
        return Stream.concat(
                        docker(
                                "ps",
                                "-a",
                                "--filter",
                                label,
                                "--filter",
                                "label=ai.openclaw.sandbox",
                                "--format",
                                "{{.Names}}")
                                .stream(),
                        docker("volume", "ls", "--filter", label, "--format", "{{.Name}}").stream())
                .toList();
    }

    /// Runs one docker command and gives the lines it prints.
    static List<String> docker(String... arguments) {
        var command = new ArrayList<>(List.of(DOCKER));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
            return output.lines().filter(l -> !l.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        events.destroy();
    }

    private void record() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(events.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                var part = line.split(" ", -1);
                synchronized (recorded) {
                    recorded.add(
                            new Event(part[0], part[1], part[2], part.length > 3 ? part[3] : ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
