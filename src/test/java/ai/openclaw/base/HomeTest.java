package ai.openclaw.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir Path directory;

    @Test
    void theHomeIsMadeForItsOwnerAlone() throws Exception {
        Path path = directory.resolve("a/b");
        try (var home = new Home(new HomeSettings(path))) {
            assertThat(home.path()).isEqualTo(path);
            assertThat(permissions(path)).isEqualTo("rwx------");
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var home = new Home(new HomeSettings(path))) {
            assertThat(permissions(home.path())).isEqualTo("rwx------");
        }
    }

    @Test
    void aSecondGatewayInThisProcessIsRefused() throws Exception {
        try (var _ = new Home(new HomeSettings(directory))) {
            assertThatThrownBy(() -> new Home(new HomeSettings(directory)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("in this very process");
        }
    }

    @Test
    void aSecondGatewayInAnotherProcessIsRefusedUntilTheFirstIsGoneHoweverItWent()
            throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = System.getProperty("java.class.path");
        var holder =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-cp",
                                        classes,
                                        Holder.class.getName(),
                                        directory.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> new Home(new HomeSettings(directory)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("process " + holder.pid())
                    .hasMessageContaining(directory.toString());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        new Home(new HomeSettings(directory)).close();
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    static final class Holder {
        public static void main(String[] args) throws Exception {
            try (var _ = new Home(new HomeSettings(Path.of(args[0])))) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
