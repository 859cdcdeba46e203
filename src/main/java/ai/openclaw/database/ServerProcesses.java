package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// The processes of a Postgres server, known by the one thing that nobody else shares: they work in
/// its data directory. A pid alone proves nothing, it may long belong to another program.
///
/// @param found a postmaster and its children, or what is left of them
/// @param complete false if some process named `postgres` hides where it works
record ServerProcesses(List<ProcessHandle> found, boolean complete) {

    static ServerProcesses in(Path data) {
        var found = new ArrayList<ProcessHandle>();
        boolean complete = true;
        for (var process : ProcessHandle.allProcesses().toList()) {
            Path proc = Path.of("/proc", "" + process.pid());
            try {
                // Same inode, whatever path the process knows it by in its mount namespace.
                if (Files.isSameFile(proc.resolve("cwd"), data)) {
                    found.add(process);
                }
            } catch (AccessDeniedException e) {
                complete &= !isPostgres(proc);
            } catch (IOException e) {
                // gone meanwhile, or a thread of the kernel
            }
        }
        return new ServerProcesses(List.copyOf(found), complete);
    }

    boolean any() {
        return found.stream().anyMatch(ProcessHandle::isAlive);
    }

    /// Ends them: fast, then at once, then by force. Whatever was committed survives each.
    void stop() {
        Set<Long> pids = found.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
        var postmasters =
                found.stream()
                        .filter(p -> p.parent().map(up -> !pids.contains(up.pid())).orElse(true))
                        .toList();
        if (!endAfter("INT", postmasters, Duration.ofSeconds(10))
                && !endAfter("QUIT", postmasters, Duration.ofSeconds(5))) {
            endAfter("KILL", found, Duration.ofSeconds(5));
        }
    }

    private boolean endAfter(String signal, List<ProcessHandle> to, Duration patience) {
        to.forEach(process -> signal(process, signal));
        return awaited(() -> !any(), patience);
    }

    /// Fast shutdown is SIGINT, which Java cannot send.
    static void signal(ProcessHandle process, String signal) {
        if (!process.isAlive()) {
            return;
        }
        var kill = List.of("sh", "-c", "kill -\"$1\" \"$2\"", "kill", signal, "" + process.pid());
        try {
            ServerPrograms.ended(new ProcessBuilder(kill).redirectErrorStream(true).start(), 5);
        } catch (IOException e) {
            process.destroy();
        }
    }

    static boolean awaited(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    private static boolean isPostgres(Path proc) {
        try {
            return Files.readString(proc.resolve("comm")).startsWith("postgres");
        } catch (IOException e) {
            return false;
        }
    }
}
