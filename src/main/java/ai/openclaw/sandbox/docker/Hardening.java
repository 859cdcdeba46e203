package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.handover.HandOver;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a container may do, decided from its spec alone. Everything that is not given here is taken
/// away; nothing of a task's is in it.
final class Hardening {

    static final int USER = 10001;
    static final String WORKSPACE = "/workspace";

    private static final long MIB = 1 << 20;

    /// Open files of a process. Enough for builds, and below what an engine that may not raise its
    /// own limit can give.
    private static final long FILES = 16_384;

    private final Labels labels;

    /// The engine refuses a container that asks for more cores than it has.
    private final int hostCpus;

    Hardening(Labels labels, int hostCpus) {
        this.labels = labels;
        this.hostCpus = hostCpus;
    }

    /// Completes the request for a sandbox's container.
    CreateContainerCmd sandbox(CreateContainerCmd request, SandboxSpec spec, Workspace workspace) {
        return request.withName(Labels.name(spec.id()))
                .withLabels(labels.of(spec.id()))
                .withHostName("sandbox")
                .withUser(USER + ":" + USER)
                .withWorkingDir(WORKSPACE)
                .withEnv("HOME=" + WORKSPACE)
                .withEntrypoint(HandOver.BOOTSTRAP)
                .withCmd(List.of())
                // In place of the image's own, which would run inside beside the task.
                .withHealthcheck(Alarm.after(spec.lifetime()))
                .withTty(false)
                .withStdinOpen(true)
                // The first connection that closes ends the input: nobody may attach before.
                .withStdInOnce(true)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withHostConfig(host(spec, workspace));
    }

    private HostConfig host(SandboxSpec spec, Workspace workspace) {
        long memory = spec.memory().bytes();
        long disk = spec.disk().bytes();
        var host =
                HostConfig.newHostConfig()
                        .withNetworkMode("none")
                        .withIpcMode("private")
                        .withPrivileged(false)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(
                                List.of("no-new-privileges:true", "seccomp=" + Seccomp.PROFILE))
                        .withReadonlyRootfs(true)
                        .withMounts(
                                List.of(volume(spec.id(), workspace, workspace.copyUp(), labels)))
                        .withTmpFs(Map.of("/tmp", tmp(memory)))
                        .withShmSize(Math.min(64 * MIB, memory / 4))
                        .withMemory(memory)
                        // The same as memory: no swap.
                        .withMemorySwap(memory)
                        .withOomKillDisable(false)
                        // Where the whole host runs out, a sandbox goes before a gateway.
                        .withOomScoreAdj(500)
                        .withNanoCPUs(nanoCpus(spec.cpus()))
                        .withPidsLimit((long) spec.pids())
                        .withUlimits(
                                List.of(
                                        new Ulimit("nofile", FILES, FILES),
                                        // No single file can outgrow what all may have.
                                        new Ulimit("fsize", disk, disk),
                                        new Ulimit("core", 0L, 0L)))
                        // Without an init, zombies fill the limit of processes.
                        .withInit(true)
                        .withLogConfig(log(spec.output().bytes()));
        return spec.runtime() == null ? host : host.withRuntime(spec.runtime());
    }

    /// The sandbox's volume; made with its labels by whichever container comes first.
    static Mount volume(UUID sandbox, Workspace workspace, boolean copyUp, Labels labels) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(Labels.name(sandbox))
                .withTarget(WORKSPACE)
                .withVolumeOptions(workspace.options(labels.of(sandbox), copyUp));
    }

    /// Half of the memory, since it counts as memory: a full `/tmp` is an error that the program
    /// sees, not its death. Programs may be executed: `/workspace` allows it too, so forbidding it
    /// here would protect nothing and break what unpacks and loads native code. The sandbox's user
    /// owns it, since runc gives it the mode that the image's `/tmp` has, whatever is asked for.
    private static String tmp(long memory) {
        return "rw,nosuid,nodev,exec,mode=1777,uid="
                + USER
                + ",gid="
                + USER
                + ",size="
                + memory / 2;
    }

    private long nanoCpus(double cpus) {
        return Math.round(Math.min(Math.max(cpus, 0.01), hostCpus) * 1_000_000_000L);
    }

    /// Twice the cap of output, in one file: a log that rotates loses lines, and who follows this
    /// sandbox after a restart reads it from the start.
    private static LogConfig log(long output) {
        return new LogConfig(
                LoggingType.JSON_FILE,
                Map.of("max-size", Long.toString(Math.max(2 * output, MIB)), "max-file", "1"));
    }
}
