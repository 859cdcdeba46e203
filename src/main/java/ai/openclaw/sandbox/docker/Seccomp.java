package ai.openclaw.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which system calls a sandbox may make: the profile for the engine, derived from the lists in
/// `seccomp.json`. The format is Docker's (`profiles/seccomp` in moby/profiles). It is the same for
/// every sandbox.
///
/// What is not allowed is refused with EPERM. The machine's own architecture is the only one, so
/// that no 32-bit call, whose arguments lie elsewhere, goes past a condition on them.
final class Seccomp {

    /// Docker's names of architectures, each with libseccomp's.
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "SCMP_ARCH_X86_64", "arm64", "SCMP_ARCH_AARCH64");

    /// Of Linux on both architectures (asm-generic/errno.h).
    private static final Map<String, Integer> ERRORS = Map.of("EPERM", 1, "ENOSYS", 38);

    private static final String WHOLE_INT = "0xffffffff";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// As `SecurityOpt` takes it.
    static final String PROFILE = profile(lists());

    private Seccomp() {}

    /// The lists that the profile comes from.
    static JsonNode lists() {
        try (InputStream in = Seccomp.class.getResourceAsStream("seccomp.json")) {
            return JSON.readTree(Objects.requireNonNull(in, "seccomp.json is not in the jar"));
        } catch (IOException e) {
            throw new IllegalStateException("seccomp.json cannot be read", e);
        }
    }

    static String profile(JsonNode lists) {
        var profile = JSON.createObjectNode().put("defaultAction", "SCMP_ACT_ERRNO");
        var architectures = profile.putArray("archMap");
        ARCHITECTURES.values().stream()
                .sorted()
                .forEach(name ->
                        architectures
                                .addObject()
                                .put("architecture", name)
                                .putArray("subArchitectures"));
        var rules = profile.putArray("syscalls");
        lists.get("allowed").forEach(group -> allow(rules, group));
        lists.get("allowedOn")
                .properties()
                .forEach(group ->
                        allow(rules, group.getValue())
                                .putObject("includes")
                                .putArray("arches")
                                .add(group.getKey()));
        lists.get("conditional").forEach(rule -> conditions(allow(rules, rule), rule));
        // The default already says EPERM, and engines differ on a rule that says it again.
        lists.get("refused")
                .forEach(group -> {
                    int error = Objects.requireNonNull(ERRORS.get(group.get("error").asString()));
                    if (error != 1) {
                        rule(rules, group, "SCMP_ACT_ERRNO").put("errnoRet", error);
                    }
                });
        return JSON.writeValueAsString(profile);
    }

    private static ObjectNode allow(ArrayNode rules, JsonNode group) {
        return rule(rules, group, "SCMP_ACT_ALLOW");
    }

    private static ObjectNode rule(ArrayNode rules, JsonNode group, String action) {
        var rule = rules.addObject();
        names(group).forEach(rule.putArray("names")::add);
        return rule.put("action", action);
    }

    static List<String> names(JsonNode group) {
        return List.of(group.get("names").asString().split(" "));
    }

    /// All of them must hold. Arguments are ints, so what stands above 32 bits is not looked at:
    /// the kernel does not either.
    private static void conditions(ObjectNode rule, JsonNode source) {
        var args = rule.putArray("args");
        source.get("when")
                .forEach(condition ->
                        args.addObject()
                                .put("index", condition.get("argument").asInt())
                                .put("op", "SCMP_CMP_MASKED_EQ")
                                .put("value", number(condition.path("mask").asString(WHOLE_INT)))
                                .put("valueTwo", number(condition.get("value").asString())));
    }

    private static long number(String text) {
        return Long.decode(text);
    }
}
