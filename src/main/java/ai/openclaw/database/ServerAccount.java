package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The account that the embedded Postgres runs under. A gateway that is not root lends its own. For
/// root, Postgres gets a uid of its own and no capabilities: a superuser of the database who turns
/// to `COPY … TO PROGRAM` would otherwise be root. That uid cannot see a home below a directory
/// that is closed to it (`/root` is), and `initdb` wants the uid to have a name, so the programs
/// and the data are bind-mounted to an open place, with a passwd of one line, in a mount namespace
/// of its own. Nothing of this is visible outside of it.
sealed interface ServerAccount {

    /// Wraps the call of `bin/<program>` so that it runs under this account, in a session of its
    /// own: Ctrl-C at the gateway's terminal must not end the database before the gateway.
    ///
    /// @param directory holds the data directory and whatever else the program needs to see
    List<String> command(Path binaries, Path directory, List<String> programAndArguments);

    /// The path by which a program started by [#command] sees `inside`, which lies in `directory`.
    Path seen(Path directory, Path inside);

    /// Hands a file or a directory, without what is in it, to this account.
    void own(Path path) throws IOException;

    static ServerAccount forThisProcess() {
        return isRoot() ? new Separate(Separate.freeUid()) : new Same();
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /// The gateway's own account.
    record Same() implements ServerAccount {

        @Override
        public List<String> command(Path binaries, Path directory, List<String> call) {
            var command = new ArrayList<String>();
            if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
                command.add("/usr/bin/setsid");
            }
            command.add(binaries.resolve("bin").resolve(call.getFirst()).toString());
            command.addAll(call.subList(1, call.size()));
            return command;
        }

        @Override
        public Path seen(Path directory, Path inside) {
            return inside;
        }

        @Override
        public void own(Path path) {}
    }

    /// A uid that nobody else on this machine has.
    record Separate(int uid) implements ServerAccount {

        private static final int FIRST_UID = 15432;
        private static final Path STAGE = Path.of("/mnt");
        private static final String SCRIPT =
                """
                set -eu
                exec 3</dev/null 4<"$1" 5<"$2"
                mount -t tmpfs -o size=64k,mode=755,nosuid,nodev tmpfs /mnt
                mkdir /mnt/binaries /mnt/cluster
                mount --no-canonicalize --bind /proc/self/fd/4 /mnt/binaries
                mount --no-canonicalize --bind /proc/self/fd/5 /mnt/cluster
                echo "postgres:x:$3:$3::/:/bin/false" > /mnt/passwd
                mount --bind /mnt/passwd /etc/passwd
                exec 3<&- 4<&- 5<&-
                uid=$3
                shift 3
                cd /
                exec setpriv --reuid "$uid" --regid "$uid" --clear-groups --no-new-privs \
                  --inh-caps=-all --bounding-set=-all -- "$@"
                """;

        @Override
        public List<String> command(Path binaries, Path directory, List<String> call) {
            var command = new ArrayList<String>();
            command.addAll(List.of("setsid", "unshare", "--mount", "--propagation", "private"));
            command.addAll(List.of("sh", "-c", SCRIPT, "openclaw-postgres"));
            command.addAll(List.of(binaries.toString(), directory.toString(), "" + uid));
            command.add(STAGE.resolve("binaries/bin").resolve(call.getFirst()).toString());
            command.addAll(call.subList(1, call.size()));
            return command;
        }

        @Override
        public Path seen(Path directory, Path inside) {
            return STAGE.resolve("cluster").resolve(directory.relativize(inside));
        }

        @Override
        public void own(Path path) throws IOException {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
        }

        static int freeUid() {
            try (var lines = Files.lines(Path.of("/etc/passwd"))) {
                Set<String> taken =
                        lines.map(line -> line.split(":", -1))
                                .filter(fields -> fields.length > 2)
                                .map(fields -> fields[2])
                                .collect(Collectors.toSet());
                int uid = FIRST_UID;
                while (taken.contains("" + uid)) {
                    uid++;
                }
                return uid;
            } catch (IOException e) {
                return FIRST_UID;
            }
        }
    }
}
