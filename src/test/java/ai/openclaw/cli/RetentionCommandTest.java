package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionCommandTest {

    @TempDir Path directory;

    @Test
    void saysWhatWouldGoAndBeginsARun() throws IOException {
        try (var gateway = new PretendGateway(directory)) {
            gateway.on(
                    "GET /api/v1/retention",
                    200,
                    """
                    {"items": [
                      {"kind": "logs", "setting": "OPENCLAW_RETENTION_LOGS", "keep": "PT720H",
                       "due": {"count": 10000, "bytes": 42, "more": true, "oldest": null},
                       "lastRun": null},
                      {"kind": "audit", "setting": "OPENCLAW_RETENTION_AUDIT", "keep": null,
                       "due": null, "lastRun": null}], "next": null}
                    """);
            gateway.on("POST /api/v1/retention/runs", 202, "");

            var done = gateway.run("retention", "--run");

            assertThat(done.code()).as(done.err()).isZero();
            assertThat(done.out()).contains("10000+", "42", "for ever", "OPENCLAW_RETENTION_LOGS");
            assertThat(done.err()).contains("A run begins.");
            assertThat(gateway.last().path()).isEqualTo("/api/v1/retention/runs");
        }
    }
}
