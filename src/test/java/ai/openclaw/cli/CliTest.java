package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.cli.PretendGateway.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CliTest extends CommandTest {

    private static final String TASK =
            """
            {"id": "t1", "agent": "shell", "agentVersion": 1, "state": "%s", "reason": null,
             "detail": null, "exitCode": null, "result": null, "attempt": 1, "maxAttempts": 1,
             "prompt": "say hello", "command": null, "labels": {"team": "web"},
             "createdAt": "2026-01-01T00:00:00Z", "startedAt": null, "finishedAt": null,
             "links": {"dashboard": "http://127.0.0.1/tasks/t1"}}
            """;

    @Test
    void listsTasksAsATable() {
        gateway.on("GET /api/v1/tasks", 200, page(TASK.formatted("RUNNING")));

        Done done = gateway.run("tasks", "list", "--state", "running", "--label", "team=web");

        assertThat(done.code()).isZero();
        assertThat(done.out()).startsWith("ID  STATE    AGENT");
        assertThat(done.out()).contains("t1  RUNNING  shell").contains("say hello");
        assertThat(gateway.last().path()).contains("state=RUNNING").contains("label=team%3Aweb");
        assertThat(gateway.last().headers()).containsEntry("Authorization", "Bearer oc_test");
    }

    @Test
    void jsonGoesAloneToStandardOutput() {
        gateway.on("GET /api/v1/tasks/t1", 200, TASK.formatted("QUEUED"));

        Done done = gateway.run("tasks", "show", "t1", "--json");

        assertThat(JsonMapper.shared().readTree(done.out()).path("id").asString()).isEqualTo("t1");
        assertThat(done.err()).isEmpty();
    }

    @Test
    void refusalNamesTheFieldsOnStandardError() {
        gateway.on(
                "POST /api/v1/tasks",
                400,
                """
                {"title": "Bad Request", "status": 400, "detail": "2 fields are not right.",
                 "errors": [{"field": "timeout", "message": "at most PT6H"}]}
                """);

        Done done = gateway.run("run", "--detach", "--timeout", "9h", "hello");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).isEmpty();
        assertThat(done.err())
                .contains("2 fields are not right.")
                .contains("timeout: at most PT6H");
        assertThat(gateway.last().text()).contains("\"timeout\":\"PT9H\"");
    }

    @Test
    void doctorExitsWithOneWhereAnythingFailsAndSaysTheCure() {
        gateway.on(
                "GET /api/v1/doctor",
                200,
                """
                {"status": "fail", "running": null, "receipt": null, "checks": [
                  {"id": "engine", "title": "Engine", "status": "fail", "seen": "away\\u001b[2J",
                   "cure": "Start it."}]}
                """);

        Done done = gateway.run("doctor");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("fail  Engine: away").contains("      Start it.");
        assertThat(done.out()).doesNotContain("\u001b");
    }

    @Test
    void fullDoctorWaitsForTheProbesAndListsThemAll() {
        String receipt =
                """
                {"status": "ok", "checks": [], "running": %s, "receipt":
                  {"id": "%s", "complete": true, "findings": [
                    {"title": "Mount", "outcome": "HELD", "seen": "refused"}]}}
                """;
        gateway.on("GET /api/v1/doctor", 200, receipt.formatted("null", "r1"))
                .on("GET /api/v1/doctor", 200, receipt.formatted("{\"done\":3,\"total\":9}", "r1"))
                .on("GET /api/v1/doctor", 200, receipt.formatted("null", "r2"))
                .on("POST /api/v1/doctor/receipts", 202, "{}");

        Done done = gateway.run("doctor", "--full");

        assertThat(done.code()).isZero();
        assertThat(done.err()).contains("probes: 3 of 9");
        assertThat(done.out()).contains("held  Mount: refused");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(gateway.run("tasks", "list", "--nonsense").code()).isEqualTo(2);
        assertThat(gateway.run("nonsense").code()).isEqualTo(2);
        assertThat(gateway.run("run").code()).isEqualTo(2);
        assertThat(gateway.run("tasks").code()).isEqualTo(2);
        assertThat(gateway.run("run", "--env", "=x", "hello").code()).isEqualTo(2);
        assertThat(gateway.asked).isEmpty();
    }

    @Test
    void noGatewayIsSaidWithTheCure() {
        gateway.close();

        Done done = gateway.run("tasks", "list");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("No gateway answers at http://127.0.0.1:");
        assertThat(done.err()).contains("scripts/quickstart.sh");
    }

    @Test
    void cancelGoesOnAfterARefusalAndExitsWithOne() {
        gateway.on("POST /api/v1/tasks/t1/cancellation", 409, "{\"detail\": \"It has ended.\"}")
                .on("POST /api/v1/tasks/t2/cancellation", 202, TASK.formatted("CANCELLED"));

        Done done = gateway.run("tasks", "cancel", "t1", "t2");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("It has ended.");
        assertThat(done.out()).contains("CANCELLED");
    }

    @Test
    void controlCharactersOfATaskReachNoTerminal() {
        String evil = TASK.replace("say hello", "\\u001b]0;owned\\u0007\\u202egnp.exe");
        gateway.on("GET /api/v1/tasks", 200, page(evil.formatted("RUNNING")))
                .on("GET /api/v1/tasks/t1", 200, evil.formatted("RUNNING"));

        assertThat(gateway.run("tasks", "list").out()).doesNotContain("\u001b", "\u0007", "\u202e");
        assertThat(gateway.run("tasks", "show", "t1").out()).contains("\\e]0;owned\\x07\\u202e");
    }

    @Test
    void appliesEveryAgentOfAYamlFile() throws IOException {
        Files.writeString(
                directory.resolve("agents.yaml"),
                """
                name: first
                image: debian
                env: {ANSWER: no, AT: 1:30, DAY: 2026-01-02}
                ---
                name: second
                command: [sh, -c, "{{prompt}}"]
                """);
        gateway.on("PUT /api/v1/agents/first", 200, "{\"name\": \"first\", \"version\": 1}")
                .on("PUT /api/v1/agents/second", 200, "{\"name\": \"second\", \"version\": 7}");

        Done done = gateway.run("agents", "apply", "-f", "agents.yaml");

        assertThat(done.err()).isEmpty();
        assertThat(done.out()).contains("first  version 1").contains("second  version 7");
        assertThat(gateway.asked.getFirst().text())
                .isEqualTo(
                        "{\"image\":\"debian\",\"env\":{\"ANSWER\":\"no\",\"AT\":\"1:30\",\"DAY\":\"2026-01-02\"}}");
    }

    @Test
    void pausesAndResumesAgents() throws IOException {
        gateway.on("POST /api/v1/agents/a/pause", 200, "{\"name\": \"a\"}")
                .on("POST /api/v1/agents/b/pause", 200, "{\"name\": \"b\"}")
                .on("POST /api/v1/agents/a/resume", 200, "{\"name\": \"a\"}");

        assertThat(gateway.run("agents", "pause", "a", "b").code()).isZero();
        assertThat(gateway.run("agents", "resume", "a").code()).isZero();
        assertThat(gateway.asked("POST", "/api/v1/agents")).hasSize(3);
    }

    @Test
    void aBrokenFileIsRefusedBeforeAnythingIsSent() throws IOException {
        Files.writeString(directory.resolve("bad.yaml"), "name: [unclosed");
        Files.writeString(directory.resolve("no.json"), "{\"image\": \"debian\"}");

        assertThat(gateway.run("agents", "apply", "-f", "bad.yaml").err()).contains("is no YAML");
        assertThat(gateway.run("agents", "apply", "-f", "no.json").err()).contains("name");
        assertThat(gateway.run("agents", "apply", "-f", "absent").code()).isEqualTo(1);
        assertThat(gateway.asked).isEmpty();
    }

    @Test
    void theLocalTokenIsFoundAndNeverGoesToAnotherMachine() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve("admin-token"), "oc_local\n");
        var local = Map.of("OPENCLAW_HOME", home.toString(), "OPENCLAW_PORT", "1234");
        var other = Map.of("OPENCLAW_HOME", "home", "OPENCLAW_GATEWAY_URL", "https://example.org/");

        var here = GatewayAddress.from(local, directory);
        var there = GatewayAddress.from(other, directory);

        assertThat(here.url()).hasToString("http://127.0.0.1:1234");
        assertThat(here.token()).isEqualTo("oc_local");
        assertThat(there.url()).hasToString("https://example.org");
        assertThat(there.token()).isNull();
    }

    @Test
    void theLocalGatewayIsFoundWhereItSaidThatItListens() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve("gateway-url"), "http://172.17.0.2:1234\n");

        assertThat(GatewayAddress.from(Map.of("OPENCLAW_HOME", "home"), directory))
                .hasToString("http://172.17.0.2:1234");
        for (String port : List.of("1234", "4321")) {
            var env = Map.of("OPENCLAW_HOME", "home", "OPENCLAW_PORT", port);
            assertThat(GatewayAddress.from(env, directory))
                    .hasToString(
                            (port.equals("1234") ? "http://172.17.0.2:" : "http://127.0.0.1:")
                                    + port);
        }
    }

    @Test
    void statusFailsWhereTheGatewayIsNotReady() {
        gateway.on("GET /actuator/health/readiness", 503, "{\"status\": \"OUT_OF_SERVICE\"}")
                .on("GET /api/v1/tasks", 200, page(TASK.formatted("RUNNING")));

        Done done = gateway.run("status");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("not ready OUT_OF_SERVICE").containsPattern("running +1");
    }

    @Test
    void downloadsArtifactsOnlyBelowTheFolder() throws IOException {
        gateway.on(
                        "GET /api/v1/tasks/t1/artifacts",
                        200,
                        "{\"items\": [{\"path\": \"a/b c.txt\", \"bytes\": 5}], \"next\": null}")
                .on("GET /api/v1/tasks/t1/artifacts/a/b%20c.txt", 200, "hello")
                .on(
                        "GET /api/v1/tasks/t2/artifacts",
                        200,
                        "{\"items\": [{\"path\": \"../evil\", \"bytes\": 5}], \"next\": null}");

        assertThat(gateway.run("tasks", "artifacts", "t1", "-o", "got").code()).isZero();
        assertThat(directory.resolve("got/a/b c.txt")).hasContent("hello");
        assertThat(gateway.run("tasks", "artifacts", "t2", "-o", "got").code()).isEqualTo(1);
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void completionAndVersionNeedNoGateway() {
        assertThat(gateway.run("completion").out()).contains("complete -F").contains("openclaw");
        assertThat(gateway.run("--version").out()).startsWith("openclaw ");
        assertThat(gateway.run("run", "--help").out()).contains("--dir");
        assertThat(gateway.asked).isEmpty();
    }

    private static String page(String task) {
        return "{\"items\": [" + task + "], \"next\": null}";
    }
}
