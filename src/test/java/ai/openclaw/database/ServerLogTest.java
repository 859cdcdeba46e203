package ai.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    @TempDir Path directory;

    @Test
    void aLongLogIsPutAsideWhileItsWriterGoesOn() throws Exception {
        Path file = directory.resolve("postgres.log");
        try (var writer =
                Files.newBufferedWriter(
                        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.write("before\n".repeat(100));
            writer.flush();

            ServerLog.trim(file, 10_000);
            assertThat(file).hasSize(700);
            ServerLog.trim(file, 100);
            writer.write("after\n");
        }

        assertThat(file).hasContent("after\n");
        assertThat(directory.resolve("postgres.log.1")).hasSize(700);
    }

    @Test
    void theTailIsTheEnd() throws Exception {
        Path file = directory.resolve("postgres.log");
        Files.writeString(file, "x".repeat(9000) + "\nFATAL: the end\n");

        assertThat(ServerLog.tail(file)).hasSizeLessThan(4097).endsWith("\nFATAL: the end");
        assertThat(ServerLog.tail(directory.resolve("none"))).contains("no log");
    }
}
