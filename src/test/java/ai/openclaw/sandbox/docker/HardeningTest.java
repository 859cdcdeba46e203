package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.ByteSize;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.SandboxSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The request as the engine gets it.
class HardeningTest {

    private static final UUID ID = new UUID(0, 1);
    private static final Marks MARKS = new Marks(new UUID(0, 2), new UUID(0, 3));

    private final JsonNode request = request(2.5, false);

    @Test
    void nothingIsAllowedThatIsNotNeeded() {
        var host = request.get("HostConfig");
        assertThat(host.get("CapDrop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(host.get("CapAdd").isNull()).isTrue();
        assertThat(host.get("Privileged").asBoolean()).isFalse();
        assertThat(host.get("SecurityOpt")).hasSize(2);
        assertThat(host.get("SecurityOpt").get(0).asText()).isEqualTo("no-new-privileges:true");
        assertThat(host.get("SecurityOpt").get(1).asText()).isEqualTo("seccomp=" + Seccomp.PROFILE);
        assertThat(host.get("ReadonlyRootfs").asBoolean()).isTrue();
        assertThat(host.get("NetworkMode").asText()).isEqualTo("none");
        assertThat(host.get("IpcMode").asText()).isEqualTo("private");
        assertThat(request.get("User").asText()).isEqualTo("10001:10001");
        for (String open :
                new String[] {
                    "Binds",
                    "Devices",
                    "DeviceRequests",
                    "DeviceCgroupRules",
                    "VolumesFrom",
                    "PidMode",
                    "UTSMode",
                    "UsernsMode",
                    "Cgroup",
                    "CgroupParent",
                    "GroupAdd",
                    "Sysctls",
                    "Links",
                    "PortBindings",
                    "PublishAllPorts",
                    "RestartPolicy",
                    "MaskedPaths",
                    "ReadonlyPaths"
                }) {
            assertThat(host.path(open).isMissingNode() || host.get(open).isNull())
                    .as(open)
                    .isTrue();
        }
    }

    @Test
    void limitsHoldWithoutSwapAndWithinTheHost() {
        var host = request.get("HostConfig");
        assertThat(host.get("Memory").asLong()).isEqualTo(512 << 20);
        assertThat(host.get("MemorySwap").asLong()).isEqualTo(512 << 20);
        assertThat(host.get("PidsLimit").asLong()).isEqualTo(99);
        assertThat(host.get("NanoCpus").asLong()).isEqualTo(2_000_000_000L);
        assertThat(host.get("Init").asBoolean()).isTrue();
        assertThat(host.get("Tmpfs").get("/tmp").asText())
                .contains("nosuid", "nodev", "size=" + (256 << 20));
        assertThat(host.get("Ulimits").toString())
                .contains("\"core\",\"Soft\":0,\"Hard\":0")
                .contains("\"fsize\",\"Soft\":1073741824,\"Hard\":1073741824");
    }

    @Test
    void logHoldsTwiceTheOutputInOneFile() {
        var log = request.get("HostConfig").get("LogConfig");
        assertThat(log.get("Type").asText()).isEqualTo("json-file");
        assertThat(log.get("Config").get("max-file").asText()).isEqualTo("1");
        assertThat(log.get("Config").get("max-size").asLong()).isEqualTo(32 << 20);
    }

    @Test
    void imageDecidesNothingAboutWhatRuns() {
        assertThat(request.get("Entrypoint").get(0).asText()).isEqualTo("/bin/sh");
        assertThat(request.get("Cmd").size()).isZero();
        assertThat(request.get("WorkingDir").asText()).isEqualTo("/workspace");
        assertThat(request.get("Env").toString()).isEqualTo("[\"HOME=/workspace\"]");
        assertThat(request.get("Healthcheck").get("Test").toString())
                .isEqualTo("[\"CMD\",\"/bin/sh\",\"-c\",\"kill -KILL -1\"]");
        assertThat(request.get("Healthcheck").get("Interval").asLong())
                .isEqualTo(Duration.ofDays(8).toNanos());
        assertThat(request.get("StdinOnce").asBoolean()).isTrue();
    }

    @Test
    void containerAndVolumeCarryTheMarks() {
        var labels = request.get("Labels");
        assertThat(labels.get("ai.openclaw.instance").asText())
                .isEqualTo(MARKS.instance().toString());
        assertThat(labels.get("ai.openclaw.node").asText()).isEqualTo(MARKS.node().toString());
        assertThat(labels.get("ai.openclaw.sandbox").asText()).isEqualTo(ID.toString());
        var volume = request.get("HostConfig").get("Mounts").get(0);
        assertThat(volume.get("Type").asText()).isEqualTo("volume");
        assertThat(volume.get("Source").asText()).isEqualTo("openclaw-sbx-" + ID);
        assertThat(volume.get("Target").asText()).isEqualTo("/workspace");
        assertThat(volume.get("VolumeOptions").get("Labels")).isEqualTo(labels);
        assertThat(volume.get("VolumeOptions").get("NoCopy").asBoolean()).isTrue();
    }

    @Test
    void whatCountsAsMemoryIsBoundedBelowIt() {
        var host = request.get("HostConfig");
        long tmp = 256L << 20;
        assertThat(host.get("Tmpfs").size()).isEqualTo(1);
        assertThat(host.get("ShmSize").asLong() + tmp).isLessThan(host.get("Memory").asLong());
    }

    @Test
    void runtimeIsTheOneAskedFor() {
        assertThat(request.get("HostConfig").get("Runtime").isNull()).isTrue();
        assertThat(request(1, "runsc").get("HostConfig").get("Runtime").asText())
                .isEqualTo("runsc");
    }

    @Test
    void smallestShareOfACoreIsOneTheEngineTakes() {
        assertThat(request(0.0001, true).get("HostConfig").get("NanoCpus").asLong())
                .isEqualTo(10_000_000);
    }

    private static JsonNode request(double cpus, boolean copyUp) {
        return request(cpus, copyUp, null);
    }

    private static JsonNode request(double cpus, String runtime) {
        return request(cpus, true, runtime);
    }

    private static JsonNode request(double cpus, boolean copyUp, @Nullable String runtime) {
        var spec =
                new SandboxSpec(
                        ID,
                        new Image("any", "any"),
                        ByteSize.parse("512m"),
                        cpus,
                        99,
                        ByteSize.parse("1g"),
                        ByteSize.parse("16m"),
                        runtime);
        CreateContainerCmd.Exec notSent =
                command -> {
                    throw new AssertionError("nothing is sent");
                };
        var command = new CreateContainerCmdImpl(notSent, null, "any");
        return new ObjectMapper()
                .valueToTree(
                        new Hardening(new Labels(MARKS), 2)
                                .sandbox(command, spec, new Workspace(copyUp, null)));
    }
}
