package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SandboxesCommandTest extends CommandTest {

    @Test
    void listsThoseThatServeATaskAndThoseThatWait() {
        gateway.on(
                "GET /api/v1/sandboxes",
                200,
                """
                {"items": [
                  {"id": "s2", "state": "RUNNING", "agent": "shell", "task": "t1",
                   "ageSeconds": 75, "cpuSeconds": 1.256, "memoryBytes": 1572864,
                   "image": "sha256:ab"},
                  {"id": "s1", "state": "WARM", "agent": null, "task": null, "ageSeconds": 3,
                   "cpuSeconds": null, "memoryBytes": null, "image": "sha256:ab"}],
                 "next": "further"}
                """);

        var done = gateway.run("sandboxes", "list", "--limit", "2");

        assertThat(done.code()).isZero();
        assertThat(done.out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("ID  STATE    AGENT  TASK  AGE"),
                        busy ->
                                assertThat(busy)
                                        .contains("s2", "RUNNING", "t1", "1.26 s", "1.5 MiB"),
                        waits -> assertThat(waits).contains("s1", "WARM").doesNotContain("null"));
        assertThat(done.err()).contains("--cursor further");
        assertThat(gateway.last().path()).contains("limit=2");
    }

    @Test
    void saysThatThereIsNone() {
        gateway.on("GET /api/v1/sandboxes", 200, "{\"items\": [], \"next\": null}");

        var done = gateway.run("sandboxes", "list");

        assertThat(done.code()).isZero();
        assertThat(done.out() + done.err()).contains("No sandboxes.");
    }

    @Test
    void killsEachAndExitsWithOneIfAnyIsNotThere() {
        gateway.on("DELETE /api/v1/sandboxes/s1", 202, "");
        gateway.on(
                "DELETE /api/v1/sandboxes/gone",
                404,
                "{\"title\": \"Not found\", \"status\": 404, \"detail\": \"There is no sandbox gone.\"}");

        var done = gateway.run("sandboxes", "kill", "gone", "s1", "--json");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("There is no sandbox gone.");
        assertThat(JsonMapper.shared().readTree(done.out()).path("killed").asString())
                .isEqualTo("s1");
    }

    @Test
    void killWithoutAnIdIsWrongUsage() {
        assertThat(gateway.run("sandboxes", "kill").code()).isEqualTo(2);
    }
}
