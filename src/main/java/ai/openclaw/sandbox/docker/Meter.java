package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Sandbox.Consumption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads what a container has used from the control groups of this host, where they can be seen:
/// microseconds instead of the second that the engine's own statistics take. Knows the layouts of
/// cgroup v1 and v2 under both of Docker's cgroup drivers.
final class Meter {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LAST = Duration.ofSeconds(2);

    private final String container;
    private Consumption latest = Consumption.UNKNOWN;

    Meter(String container) {
        this.container = container;
    }

    /// Looks now and then until the program has ended; often at first, since many are short. The
    /// counters vanish with the container, before its output's end is seen.
    void follow(Future<?> end) {
        Thread.ofVirtual()
                .name("meter")
                .start(() -> {
                    var pause = FIRST;
                    while (!ended(end, pause)) {
                        read();
                        pause =
                                pause.multipliedBy(2).compareTo(LAST) < 0
                                        ? pause.multipliedBy(2)
                                        : LAST;
                    }
                });
    }

    /// Whether it ends within this time; who waits for it and is interrupted is done, too.
    static boolean ended(Future<?> end, Duration within) {
        try {
            end.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            return true;
        }
    }

    /// Looks once more, and answers with the last that was seen.
    synchronized Consumption read() {
        latest =
                new Consumption(
                        cpu().orElse(latest.cpu()),
                        memory().orElse(0L),
                        peakMemory().orElse(latest.peakMemory()));
        return latest;
    }

    private Optional<Duration> cpu() {
        return number("cpuacct", "cpuacct.usage")
                .map(Duration::ofNanos)
                .or(() -> text("", "cpu.stat").flatMap(Meter::usage));
    }

    private static Optional<Duration> usage(String stat) {
        return stat.lines()
                .filter(line -> line.startsWith("usage_usec "))
                .findFirst()
                .map(line -> Long.parseLong(line.substring("usage_usec ".length()).strip()))
                .map(micros -> Duration.ofNanos(micros * 1000));
    }

    private Optional<Long> memory() {
        return number("memory", "memory.usage_in_bytes").or(() -> number("", "memory.current"));
    }

    private Optional<Long> peakMemory() {
        return number("memory", "memory.max_usage_in_bytes").or(() -> number("", "memory.peak"));
    }

    private Optional<Long> number(String controller, String file) {
        return text(controller, file).map(text -> Long.parseLong(text.strip()));
    }

    private Optional<String> text(String controller, String file) {
        for (String group :
                List.of("docker/" + container, "system.slice/docker-" + container + ".scope")) {
            try {
                return Optional.of(
                        Files.readString(ROOT.resolve(controller).resolve(group).resolve(file)));
            } catch (IOException e) {
                // Not this layout, or not this host, or gone.
            }
        }
        return Optional.empty();
    }
}
