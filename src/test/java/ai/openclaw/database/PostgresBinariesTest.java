package ai.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir Path root;

    @Test
    void programsAreUnpackedOnceAndAgainIfSomethingIsMissing() throws Exception {
        Path home = PostgresBinaries.unpackInto(root);
        Path server = home.resolve("bin/postgres");
        assertThat(server).isExecutable();
        assertThat(home.resolve("share/postgresql/extension/pg_trgm.control")).exists();
        var unpacked = Files.getLastModifiedTime(home.resolve("complete"));

        assertThat(PostgresBinaries.unpackInto(root)).isEqualTo(home);
        assertThat(Files.getLastModifiedTime(home.resolve("complete"))).isEqualTo(unpacked);

        Files.delete(server);
        assertThat(PostgresBinaries.unpackInto(root)).isEqualTo(home);
        assertThat(server).isExecutable();
        try (var left = Files.list(root)) {
            assertThat(left).containsExactly(home);
        }
    }

    @Test
    void aMachineWithoutProgramsIsToldSo() {
        assertThatThrownBy(() -> PostgresBinaries.archiveFor("Linux", "riscv64"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("riscv64");
        assertThatThrownBy(() -> PostgresBinaries.archiveFor("Plan 9", "amd64"))
                .isInstanceOf(CannotStart.class);
    }
}
