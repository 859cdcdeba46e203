package ai.openclaw.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Json;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Reason;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.sandbox.MemoryEngine.Program;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskState;
import ai.openclaw.worker.TestGateway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets from the moment they are set to the output of the programs that have them.
class SecretsTest {

    private static final String VALUE = "ghp_5up3r-s3cr3t-of-the-house";
    private static final String NEXT = "ghp_an0ther-s3cr3t-of-the-house";
    private static final String KEY_A = "the first key, which is long enough to be one";
    private static final String KEY_B = "the second key, which is long enough as well";

    @TempDir Path home;

    private final Database database = TestPostgres.freshDatabase();

    @Test
    void valuesGoInAndNeverComeOut() {
        try (var gateway = gateway(KEY_A)) {
            var secrets = secrets(gateway);
            assertThat(secrets.put("GITHUB_TOKEN", request(VALUE), "mara")).isTrue();
            assertThat(secrets.put("GITHUB_TOKEN", request(NEXT), "ilse")).isFalse();

            assertThat(secrets.list()).hasSize(1);
            assertThat(secrets.list().getFirst().name()).isEqualTo("GITHUB_TOKEN");
            assertThat(secrets.list().getFirst().madeBy()).isEqualTo("ilse");
            assertThat(rowsWith(VALUE) + rowsWith(NEXT)).isZero();
            assertThat(audit("secret.created") + audit("secret.changed")).isEqualTo(2);

            secrets.remove("GITHUB_TOKEN", "mara");
            assertThat(secrets.list()).isEmpty();
            assertThatThrownBy(() -> secrets.remove("GITHUB_TOKEN", "mara"))
                    .isInstanceOf(NotFound.class);
        }
    }

    @Test
    void whatCannotBeASecretIsRefusedByItsFieldAndNotRepeated() {
        try (var gateway = gateway(KEY_A)) {
            var secrets = secrets(gateway);
            for (var it :
                    Map.of(
                                    "short", "1234567",
                                    "nul", "with\0in it, somewhere",
                                    "large", "x".repeat(32 * 1024 + 1),
                                    "../up", VALUE,
                                    "blank", "  x      ")
                            .entrySet()) {
                assertThatThrownBy(() -> secrets.put(it.getKey(), request(it.getValue()), "mara"))
                        .as(it.getKey())
                        .isInstanceOf(InvalidRequest.class)
                        .hasMessageNotContaining(it.getValue());
            }
            assertThat(secrets.list()).isEmpty();
        }
    }

    @Test
    void anAgentGetsWhatItNamesAndAllItSaysIsCleanOfIt() {
        try (var gateway = gateway(KEY_A)) {
            secrets(gateway).put("GITHUB_TOKEN", request(VALUE), "mara");
            secrets(gateway).put("OTHER", request(NEXT), "mara");
            agent(gateway, "[\"GITHUB_TOKEN\"]");
            var seen = new AtomicReference<Map<String, String>>(Map.of());
            gateway.engine.runs(program -> {
                seen.set(program.launch().secrets());
                program.print("it is " + VALUE.substring(0, 7));
                program.print(VALUE.substring(7) + " indeed\n");
                program.error(VALUE + "\n");
                program.write("out/result.json", "{\"found\": \"" + VALUE + "\"}");
                return 3;
            });

            Task task = run(gateway);

            assertThat(seen.get()).containsExactly(Map.entry("GITHUB_TOKEN", VALUE));
            assertThat(gateway.log(task.id()))
                    .containsExactlyInAnyOrder("it is [redacted] indeed", "[redacted]");
            assertThat(task.detail()).endsWith("Its last words: [redacted]");
            assertThat(task.result()).hasToString("{\"found\":\"[redacted]\"}");
            assertThat(rowsWith(VALUE)).isZero();
        }
    }

    @Test
    void anAgentThatNamesOneThatIsNotThereEndsWithTheCure() {
        try (var gateway = gateway(KEY_A)) {
            agent(gateway, "[\"GITHUB_TOKEN\"]");
            gateway.engine.runs(_ -> 0);

            Task task = run(gateway);

            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.reason()).isEqualTo(Reason.EXIT_CODE);
            assertThat(task.detail()).contains("openclaw secrets set GITHUB_TOKEN");
            assertThat(gateway.engine.sandboxes()).isEmpty();
        }
    }

    @Test
    void whatARunningAttemptHasStaysRedactedThoughReplacedAndGoesWithIt() throws Exception {
        try (var gateway = gateway(KEY_A)) {
            var secrets = secrets(gateway);
            secrets.put("GITHUB_TOKEN", request(VALUE), "mara");
            agent(gateway, "[\"GITHUB_TOKEN\"]");
            var replaced = new CountDownLatch(1);
            var runs = new CountDownLatch(1);
            gateway.engine.runs(program -> {
                runs.countDown();
                replaced.await();
                program.print(VALUE + "\n");
                return 0;
            });
            Task task = gateway.submit("{\"agent\": \"mine\", \"prompt\": \"x\"}");
            runs.await();
            secrets.put("GITHUB_TOKEN", request(NEXT), "mara");
            age();
            sweep(gateway);
            assertThat(kept()).isEqualTo(2);
            replaced.countDown();

            assertThat(gateway.finished(task.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(gateway.log(task.id())).containsExactly("[redacted]");
            sweep(gateway);
            assertThat(kept()).isEqualTo(1);
        }
    }

    @Test
    void theKeyCanBeChangedWithoutLosingAny() {
        try (var gateway = gateway(KEY_A)) {
            secrets(gateway).put("GITHUB_TOKEN", request(VALUE), "mara");
        }
        // Without the key before, tasks fail and say why, and nothing is lost.
        try (var gateway = gateway(KEY_B)) {
            agent(gateway, "[\"GITHUB_TOKEN\"]");
            Task task = run(gateway);
            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.detail()).contains("GITHUB_TOKEN", "OPENCLAW_SECRET_KEY");
        }
        Program prints =
                program -> VALUE.equals(program.launch().secrets().get("GITHUB_TOKEN")) ? 0 : 1;
        try (var gateway = gateway(KEY_B, "--openclaw.secret.old=" + KEY_A)) {
            gateway.engine.runs(prints);
            assertThat(run(gateway).state()).isEqualTo(TaskState.SUCCEEDED);
        }
        try (var gateway = gateway(KEY_B)) {
            gateway.engine.runs(prints);
            assertThat(run(gateway).state()).isEqualTo(TaskState.SUCCEEDED);
        }
    }

    private TestGateway gateway(String key, String... more) {
        var settings = new ArrayList<>(List.of(more));
        settings.add("--openclaw.secret.key=" + key);
        return new TestGateway(database, home.resolve("h"), 1, settings.toArray(String[]::new));
    }

    private static Secrets secrets(TestGateway gateway) {
        return gateway.context.getBean(Secrets.class);
    }

    private static void sweep(TestGateway gateway) {
        gateway.context.getBean(SecretUpkeep.class).run();
    }

    private static SecretRequest request(String value) {
        return new SecretRequest(value);
    }

    private static void agent(TestGateway gateway, String secrets) {
        gateway.context
                .getBean(Agents.class)
                .put(
                        "mine",
                        Json.mapper()
                                .readValue(
                                        """
                                        {"command": ["sh", "-c", "x"], "network": "none",
                                          "retry": {"maxAttempts": 1}, "secrets": %s}
                                        """
                                                .formatted(secrets),
                                        AgentSpec.class));
    }

    private static Task run(TestGateway gateway) {
        return gateway.run("{\"agent\": \"mine\", \"prompt\": \"x\"}");
    }

    private void age() {
        database.jdbc()
                .sql("update secret_value set replaced_at = replaced_at - interval '2 minutes'")
                .update();
    }

    private int kept() {
        return count("select count(*) from secret_value");
    }

    private int audit(String action) {
        return count("select count(*) from audit where action = '" + action + "'");
    }

    private int count(String sql) {
        return database.jdbc().sql(sql).query((row, _) -> row.getInt(1)).single();
    }

    /// How many rows of all tables hold this text.
    private int rowsWith(String text) {
        var tables =
                database.jdbc()
                        .sql(
                                """
                                select table_name from information_schema.tables
                                where table_schema = 'public' and table_type = 'BASE TABLE'
                                """)
                        .query((row, _) -> row.getString(1))
                        .list();
        assertThat(tables).contains("secret_value", "attempt_secret", "log_chunk", "task");
        return tables.stream()
                .mapToInt(it ->
                        count(
                                "select count(*) from \"%s\" t where t::text like '%%%s%%'"
                                        .formatted(it, text)))
                .sum();
    }
}
