package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A secret is in the sandbox whose agent names it, and nowhere else.
class SecretFilesTest extends EndToEnd {

    private static final String VALUE = "ghp_e2e-5up3r-s3cr3t-0123456789";

    /// Said before the gateway is started again, and after.
    private static final String USES =
            """
            f=$OPENCLAW_SECRETS_DIR/GITHUB_TOKEN
            echo length $(wc -c <"$f"), $(stat -c %a "$f") $(stat -f -c %T "$f")
            cat "$f"; echo
            while [ ! -e /tmp/on ]; do sleep 0.1; done
            cat "$f" >&2; echo >&2
            base64 -w 0 "$f"; echo
            env | grep -c '[g]hp_e2e'
            """;

    /// The pattern does not find itself.
    private static final String LOOKS =
            """
            ls /tmp/secrets 2>/dev/null
            { env; cat /proc/*/environ /proc/*/cmdline; } 2>/dev/null | tr '\\0' '\\n' | grep '[g]hp_e2e'
            find / -xdev -type f -size -2000k -readable 2>/dev/null | xargs -d '\\n' grep -l '[g]hp_e2e'
            echo looked
            """;

    @Test
    void onlyTheSandboxWhoseAgentNamesItHasItAndNothingSaysIt() throws Exception {
        api.put("/secrets/GITHUB_TOKEN", Map.of("value", VALUE));
        api.put(
                "/agents/deployer",
                Map.of(
                        "command",
                        List.of("sh", "-c", "{{prompt}}"),
                        "secrets",
                        List.of("GITHUB_TOKEN")));
        String id = api.submit(Map.of("agent", "deployer", "prompt", USES));
        await().atMost(Duration.ofSeconds(60)).until(() -> log(id).contains("[redacted]"));
        String container = "openclaw-sbx-" + attempt(id).get("sandbox").asString();
        assertThat(EngineLedger.docker("inspect", container))
                .isNotEmpty()
                .noneMatch(it -> it.contains(VALUE));

        var looks = finished(shell(LOOKS));
        assertThat(log(looks.get("id").asString())).contains("looked").doesNotContain("ghp_e2e");

        gateway.stop();
        gateway.restart();
        api = gateway.api();
        EngineLedger.docker("exec", container, "touch", "/tmp/on");
        finished(id);

        assertThat(attempts(id)).hasSize(1);
        assertThat(texts(id))
                .containsExactlyInAnyOrder(
                        "length " + VALUE.length() + ", 600 tmpfs",
                        "[redacted]",
                        "[redacted]",
                        "[redacted]Q==",
                        "0");
        for (String path :
                List.of("/secrets", "/tasks/" + id, "/tasks/" + id + "/events", "/audit")) {
            assertThat(api.text(path, "application/json")).as(path).doesNotContain(VALUE);
        }
        assertThat(Files.readString(gateway.log())).doesNotContain(VALUE);
        try (var sql = gateway.sql()) {
            assertThat(Traces.tables(sql, VALUE, Set.of())).isEmpty();
        }
        assertThat(Traces.files(directory.resolve(getClass().getSimpleName()), VALUE)).isEmpty();
    }
}
