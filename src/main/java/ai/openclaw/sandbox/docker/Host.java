package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.model.Info;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What the machine under the engine has, as the engine says (`GET /info`).
///
/// @param cpus cores; the engine refuses a container that asks for more
/// @param runtimes by name, such as `runc`
/// @param root the folder of the engine's own files, on its host
/// @param desktop whether that is Docker Desktop, whose engine is in a virtual machine
/// @param security such as `name=apparmor` and `name=seccomp,profile=default`
record Host(int cpus, Set<String> runtimes, List<String> security, Path root, boolean desktop) {

    static Host of(Info info) {
        var runtimes = info.getRuntimes();
        return new Host(
                Objects.requireNonNullElse(info.getNCPU(), 1),
                runtimes == null ? Set.of() : new TreeSet<>(runtimes.keySet()),
                Objects.requireNonNullElse(info.getSecurityOptions(), List.of()),
                Path.of(Objects.requireNonNullElse(info.getDockerRootDir(), "/var/lib/docker")),
                String.valueOf(info.getOperatingSystem()).contains("Docker Desktop"));
    }

    /// @param option such as `apparmor`
    boolean has(String option) {
        return security.stream().anyMatch(one -> one.split(",", 2)[0].equals("name=" + option));
    }

    /// What it adds to a sandbox's walls, for a person.
    String walls() {
        var walls = new ArrayList<String>();
        walls.add(has("seccomp") ? "seccomp" : "no seccomp");
        walls.add(has("apparmor") ? "AppArmor" : "no AppArmor");
        walls.add(mapsUsers() ? "user namespaces" : "no user namespaces");
        return String.join(", ", walls);
    }

    boolean mapsUsers() {
        return has("userns") || has("rootless");
    }

    /// What it does not add, each as a sentence.
    List<String> caveats() {
        var caveats = new ArrayList<String>();
        if (!has("seccomp")) {
            caveats.add(
                    "The kernel under the Docker Engine cannot filter system calls (seccomp), so no"
                            + " sandbox can start there.");
        }
        if (!has("apparmor")) {
            caveats.add(
                    "The Docker Engine's host has no AppArmor: seccomp, capabilities and the"
                            + " read-only root hold alone.");
        }
        if (!mapsUsers()) {
            caveats.add(
                    "The Docker Engine maps no user ids (userns-remap, rootless): the sandbox's user"
                            + " "
                            + Hardening.USER
                            + " has that id on the host too, and shares the kernel's limits per user"
                            + " with all other sandboxes.");
        }
        return List.copyOf(caveats);
    }
}
