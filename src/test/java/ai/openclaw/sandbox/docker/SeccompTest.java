package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The profile as the engine gets it, and the lists that it comes from.
class SeccompTest {

    private final JsonNode lists = Seccomp.lists();
    private final JsonNode profile = JsonMapper.builder().build().readTree(Seccomp.PROFILE);

    @Test
    void whatIsNotAllowedIsRefused() {
        assertThat(profile.get("defaultAction").asString()).isEqualTo("SCMP_ACT_ERRNO");
        assertThat(allowed())
                .contains("read", "execve", "clone", "socket", "futex")
                .doesNotContain("clone3", "io_uring_setup", "bpf", "keyctl", "mount", "unshare")
                .doesNotContainAnyElementsOf(names("refused"));
    }

    @Test
    void everyCallIsDecidedOnceAndEveryRefusalHasItsReason() {
        var all = new ArrayList<>(names("allowed"));
        all.addAll(names("refused"));
        lists.get("allowedOn").forEach(group -> all.addAll(Seccomp.names(group)));
        lists.get("conditional").valueStream().map(Seccomp::names).distinct().forEach(all::addAll);

        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        Stream.of("conditional", "refused")
                .flatMap(list -> lists.get(list).valueStream())
                .forEach(rule -> assertThat(rule.get("why").asString()).isNotBlank());
    }

    @Test
    void otherArchitecturesThanTheMachinesOwnAreNotServed() {
        var architectures = profile.get("archMap").valueStream().toList();
        assertThat(architectures)
                .extracting(one -> one.get("architecture").asString())
                .containsExactly("SCMP_ARCH_AARCH64", "SCMP_ARCH_X86_64");
        assertThat(architectures).allMatch(one -> one.get("subArchitectures").isEmpty());
    }

    @Test
    void socketsAreOfThreeFamiliesAndRoutingMessages() {
        var families =
                rules("socket")
                        .map(rule -> rule.get("args").get(0))
                        .peek(arg -> assertThat(arg.get("index").asInt()).isZero())
                        .map(arg -> arg.get("valueTwo").asInt())
                        .distinct();
        assertThat(families).containsExactlyInAnyOrder(1, 2, 10, 16);
        assertThat(rules("socket")).allMatch(rule -> rule.get("args").size() > 0);
    }

    @Test
    void newProcessesGetNoNamespacesOfTheirOwn() {
        var clone = rules("clone").toList();
        assertThat(clone).hasSize(1);
        var flags = clone.getFirst().get("args").get(0);
        assertThat(flags.get("op").asString()).isEqualTo("SCMP_CMP_MASKED_EQ");
        assertThat(flags.get("value").asLong())
                .as("NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET")
                .isEqualTo(
                        0x20000L
                                + 0x2000000
                                + 0x4000000
                                + 0x8000000
                                + 0x10000000
                                + 0x20000000
                                + 0x40000000);
        assertThat(flags.get("valueTwo").asLong()).isZero();
        assertThat(rules("clone3"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.get("errnoRet").asInt()).isEqualTo(38));
    }

    private Stream<JsonNode> rules(String name) {
        return profile.get("syscalls")
                .valueStream()
                .filter(rule ->
                        rule.get("names").valueStream().anyMatch(n -> n.asString().equals(name)));
    }

    private List<String> allowed() {
        return profile.get("syscalls")
                .valueStream()
                .filter(rule -> rule.get("action").asString().equals("SCMP_ACT_ALLOW"))
                .flatMap(rule -> rule.get("names").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private List<String> names(String list) {
        return lists.get(list).valueStream().flatMap(g -> Seccomp.names(g).stream()).toList();
    }
}
