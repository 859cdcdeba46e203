package ai.openclaw.doctor;

import ai.openclaw.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// What is asked of the home directory: whether it has room, and whether its secrets are secret.
@Component
class HomeCheck {

    private static final long GIB = 1L << 30;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final Path home;

    HomeCheck(Home home) {
        this.home = home.path();
    }

    List<Check> look() {
        try {
            return List.of(room(), secrets());
        } catch (IOException e) {
            return List.of(
                    Check.fail(
                            "home",
                            "Home",
                            home + " cannot be looked at: " + e.getMessage(),
                            "Let it belong to the user that runs the gateway."));
        }
    }

    private Check room() throws IOException {
        var disk = Files.getFileStore(home);
        long free = disk.getUsableSpace();
        long percent = 100 * free / Math.max(1, disk.getTotalSpace());
        String seen =
                "%.1f GiB free, %d %% of the disk that holds %s"
                        .formatted((double) free / GIB, percent, home);
        String cure = "Make room, or move OPENCLAW_HOME to a larger disk.";
        if (free < GIB / 2) {
            return Check.fail("disk", "Disk", seen, cure);
        }
        return free < 5 * GIB || percent < 5
                ? Check.warn("disk", "Disk", seen, cure)
                : Check.ok("disk", "Disk", seen);
    }

    private Check secrets() throws IOException {
        List<String> open = new ArrayList<>();
        int count = 0;
        for (String name : List.of("", "admin-token", "admin-password")) {
            var file = home.resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            count++;
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                open.add(file.toString());
            }
        }
        return open.isEmpty()
                ? Check.ok(
                        "secrets",
                        "Secrets",
                        count + " places that hold secrets are closed to other users")
                : Check.fail(
                        "secrets",
                        "Secrets",
                        "Other users can read " + String.join(", ", open),
                        "chmod go= " + String.join(" ", open));
    }
}
