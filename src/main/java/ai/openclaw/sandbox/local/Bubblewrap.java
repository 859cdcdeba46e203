package ai.openclaw.sandbox.local;

import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.handover.HandOver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/// The command line that makes a sandbox and a shell in it that waits for its program: a pure
/// function of spec and host. Nothing of the task is in it: everybody on the host can read it, and
/// a variable such as LD_PRELOAD must not touch what runs before the program, partly as root.
///
/// @param root whether the gateway runs as root. Then the program gets a user of its own; else it
///   runs as the gateway's user, seen as [#GUEST] inside a user namespace
/// @param countsPerNamespace whether the kernel (5.14 or later) counts processes by user namespace,
///   so that a limit on them does not hit the gateway's other processes
record Bubblewrap(boolean root, boolean countsPerNamespace) {

    /// The user that an unprivileged sandbox sees itself as.
    static final int GUEST = 10001;

    private static final List<String> SYSTEM =
            List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
    private static final List<String> ETC =
            List.of("alternatives", "ld.so.cache", "ssl", "localtime");
    private static final long MIB = 1 << 20;
    private static final int OPEN_FILES = 4096;

    static Bubblewrap ofThisHost() {
        var version = new Scanner(System.getProperty("os.version")).useDelimiter("[^0-9]+");
        int major = version.nextInt();
        int minor = version.nextInt();
        boolean root = "root".equals(System.getProperty("user.name"));
        return new Bubblewrap(root, major > 5 || (major == 5 && minor >= 14));
    }

    /// The whole command. File descriptor 3 gets bubblewrap's own account as JSON.
    List<String> command(SandboxSpec spec, Path directory, int uid) {
        var command = new ArrayList<String>();
        command.addAll(List.of("/bin/sh", "-c", "exec \"$@\" 3>\"$0\""));
        command.add(directory.resolve("status").toString());
        command.addAll(List.of("bwrap", "--json-status-fd", "3"));
        command.addAll(namespaces());
        command.addAll(files(directory, spec));
        command.add("--");
        if (root) {
            command.addAll(
                    List.of(
                            "/usr/bin/setpriv",
                            "--reuid=" + uid,
                            "--regid=" + uid,
                            "--clear-groups"));
            command.addAll(
                    List.of("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"));
        }
        command.addAll(limits(spec));
        command.addAll(HandOver.BOOTSTRAP);
        return command;
    }

    /// A sandbox of no task in which nothing happens; that it ends with 0 shows that others could
    /// be made. It has the host's folders that they have and no more: what is mounted elsewhere
    /// comes and goes.
    List<String> trial() {
        var command = new ArrayList<>(List.of("bwrap"));
        command.addAll(namespaces());
        command.addAll(system());
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--", "/usr/bin/true"));
        return command;
    }

    private List<String> namespaces() {
        var options = new ArrayList<String>();
        if (root) {
            options.addAll(List.of("--unshare-pid", "--unshare-net", "--unshare-ipc"));
            options.addAll(List.of("--unshare-uts", "--unshare-cgroup-try"));
        } else {
            options.addAll(List.of("--unshare-all", "--uid", "" + GUEST, "--gid", "" + GUEST));
            options.addAll(List.of("--cap-drop", "ALL"));
        }
        // the kernel ends the sandbox with the gateway, however that ends
        options.addAll(List.of("--die-with-parent", "--new-session", "--hostname", "sandbox"));
        return options;
    }

    private static ArrayList<String> system() {
        var options = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : SYSTEM) {
            var path = Path.of("/", name);
            if (Files.isSymbolicLink(path)) {
                options.addAll(List.of("--symlink", "usr/" + name, "/" + name));
            } else if (Files.isDirectory(path)) {
                options.addAll(List.of("--ro-bind", "/" + name, "/" + name));
            }
        }
        return options;
    }

    private static List<String> files(Path directory, SandboxSpec spec) {
        var options = system();
        // made on the way to what lies in it, it would be closed to the sandbox's user
        options.addAll(List.of("--dir", "/etc"));
        for (String name : ETC) {
            options.addAll(List.of("--ro-bind-try", "/etc/" + name, "/etc/" + name));
        }
        options.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        // /dev is memory too, and without root the program's own
        options.addAll(memory("/dev/shm", Math.max(MIB, spec.memory().bytes() / 4)));
        options.addAll(List.of("--remount-ro", "/dev"));
        options.addAll(memory("/tmp", Math.max(MIB, spec.memory().bytes() / 2)));
        options.addAll(List.of("--bind", directory.resolve("workspace").toString(), "/workspace"));
        options.addAll(List.of("--remount-ro", "/", "--chdir", "/workspace"));
        return options;
    }

    private static List<String> memory(String folder, long bytes) {
        return List.of("--size", Long.toString(bytes), "--perms", "1777", "--tmpfs", folder);
    }

    /// Per process, for want of a control group.
    private List<String> limits(SandboxSpec spec) {
        var options = new ArrayList<>(List.of("/usr/bin/prlimit", "--core=0"));
        options.add("--nofile=" + OPEN_FILES);
        options.add("--data=" + spec.memory().bytes());
        options.add("--fsize=" + spec.disk().bytes());
        if (root || countsPerNamespace) {
            options.add("--nproc=" + spec.pids());
        }
        options.add("--");
        return options;
    }
}
