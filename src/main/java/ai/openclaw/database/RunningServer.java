package ai.openclaw.database;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that has proven to be ours.
record RunningServer(ProcessHandle process, int port) {

    private static final Logger log = LoggerFactory.getLogger(RunningServer.class);

    /// Fast shutdown; after half a minute by force, which costs a recovery at the next start.
    void stop(Path data) {
        ServerProcesses.signal(process, "INT");
        if (!ServerProcesses.awaited(() -> !process.isAlive(), Duration.ofSeconds(30))) {
            log.warn("Postgres did not stop within 30 s and is ended by force");
            ServerProcesses.in(data).stop();
        }
    }
}
