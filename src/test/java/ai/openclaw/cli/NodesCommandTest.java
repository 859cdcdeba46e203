package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesCommandTest {

    private static final String NODES =
            """
            {"items": [
              {"id": "aa11", "name": "workshop", "self": true, "state": "DRAINED", "draining": true,
               "version": "1", "engine": "docker", "workers": 4, "running": 0,
               "heartbeatAt": "2026-01-01T00:00:00Z"},
              {"id": "bb22", "name": "attic", "self": false, "state": "SILENT", "draining": false,
               "version": "1", "engine": null, "workers": 8, "running": 2,
               "heartbeatAt": "2026-01-01T00:00:00Z"}], "next": null}
            """;

    @TempDir Path directory;
    private PretendGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new PretendGateway(directory);
        gateway.on("GET /api/v1/nodes", 200, NODES);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void listsAllAndMarksTheOneThatAnswers() {
        var done = gateway.run("nodes");

        assertThat(done.code()).isZero();
        assertThat(done.out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("ID").contains("STATE", "BEAT"),
                        own -> assertThat(own).contains("aa11 *", "DRAINED", "workshop"),
                        other -> assertThat(other).contains("bb22", "SILENT", "attic"));
    }

    @Test
    void drainsTheOneThatAnswersAndWaitsForItsEnd() {
        gateway.on("POST /api/v1/nodes/aa11/drain", 202, item("DRAINING"));

        var done = gateway.run("drain", "--kill", "--wait");

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("aa11  DRAINED  0 running");
    }

    @Test
    void drainsAnotherByItsNameAndTakesItBack() {
        gateway.on("POST /api/v1/nodes/bb22/drain", 202, item("DRAINING"));
        gateway.on("DELETE /api/v1/nodes/bb22/drain", 200, item("UP"));

        assertThat(gateway.run("drain", "attic").out()).contains("DRAINING");
        assertThat(gateway.last().body()).contains("\"kill\":false");
        assertThat(gateway.run("drain", "bb", "--undo").out()).contains("UP");
    }

    @Test
    void nodeThatIsNotThereIsNamed() {
        var done = gateway.run("drain", "cellar");

        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("There is no node 'cellar'.", "openclaw nodes");
    }

    private static String item(String state) {
        return "{\"id\": \"x\", \"state\": \"" + state + "\", \"running\": 1}";
    }
}
