package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokensCommandTest extends CommandTest {

    @Test
    void aNewTokenIsAllThatStandardOutputHolds() {
        gateway.on(
                "POST /api/v1/tokens",
                201,
                "{\"id\": \"t1\", \"name\": \"ci\", \"token\": \"oc_new\"}");

        var done = gateway.run("tokens", "create", "ci");

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).isEqualTo("oc_new\n");
        assertThat(done.err()).contains("not shown again", "t1").doesNotContain("oc_new");
        assertThat(gateway.last().text()).isEqualTo("{\"name\":\"ci\"}");
    }

    @Test
    void tokensAreListedAndRevoked() {
        gateway.on(
                        "GET /api/v1/tokens",
                        200,
                        """
                        {"items": [{"id": "t1", "name": "ci", "createdBy": "mara",
                          "createdAt": "2026-01-01T00:00:00Z", "lastUsedAt": null}], "next": null}
                        """)
                .on("DELETE /api/v1/tokens/t1", 204, "");

        assertThat(gateway.run("tokens", "list").out()).contains("ID", "t1", "ci", "never", "mara");
        var revoked = gateway.run("tokens", "revoke", "t1");
        assertThat(revoked.code()).as(revoked.err()).isZero();
        assertThat(revoked.err()).contains("revoked t1");
    }

    @Test
    void aNameThatIsNoneIsRefusedInTheGatewaysWords() {
        gateway.on(
                "POST /api/v1/tokens",
                400,
                """
                {"title": "Bad request", "status": 400, "detail": "name: a name is expected",
                  "errors": [{"field": "name", "message": "a name is expected"}]}
                """);
        var done = gateway.run("tokens", "create", "!");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.err()).contains("a name is expected");
    }
}
