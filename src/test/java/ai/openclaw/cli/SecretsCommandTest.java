package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SecretsCommandTest extends CommandTest {

    @Test
    void aValueComesFromStandardInputWithoutItsLastLinesEnd() {
        gateway.on("PUT /api/v1/secrets/GITHUB_TOKEN", 204, "");
        var done = gateway.run(false, "ghp_5up3r\n", "secrets", "set", "GITHUB_TOKEN");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(gateway.last().text()).isEqualTo("{\"value\":\"ghp_5up3r\"}");
        assertThat(done.out() + done.err()).contains("set GITHUB_TOKEN").doesNotContain("5up3r");
    }

    @Test
    void aValueComesFromAFileWithAllItsOtherLines() throws Exception {
        gateway.on("PUT /api/v1/secrets/deploy-key", 201, "");
        Files.writeString(directory.resolve("key"), "-----BEGIN\nabc\n-----END\r\n");
        var done = gateway.run("secrets", "set", "deploy-key", "--file", "key", "--json");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(gateway.last().text()).isEqualTo("{\"value\":\"-----BEGIN\\nabc\\n-----END\"}");
        assertThat(done.out()).contains("\"set\" : \"deploy-key\"");
    }

    @Test
    void aValueIsNoArgument() {
        var done = gateway.run(false, "", "secrets", "set", "GITHUB_TOKEN", "ghp_5up3r");
        assertThat(done.code()).isEqualTo(2);
        assertThat(gateway.asked).isEmpty();
    }

    @Test
    void whatIsNoTextIsRefusedWithTheCure() throws Exception {
        Files.write(directory.resolve("key"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        var done = gateway.run("secrets", "set", "k", "--file", "key");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("no text in UTF-8", "base64");
        assertThat(gateway.asked).isEmpty();
    }

    @Test
    void namesAreListedAndRemoved() {
        gateway.on(
                        "GET /api/v1/secrets",
                        200,
                        """
                        {"items": [{"name": "GITHUB_TOKEN", "madeAt": "2026-01-01T00:00:00Z",
                          "madeBy": "mara"}], "next": null}
                        """)
                .on("DELETE /api/v1/secrets/GITHUB_TOKEN", 204, "");
        var listed = gateway.run("secrets", "list");
        assertThat(listed.out()).contains("NAME", "GITHUB_TOKEN", "mara");
        var removed = gateway.run("secrets", "rm", "GITHUB_TOKEN");
        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(gateway.last().method()).isEqualTo("DELETE");
    }
}
