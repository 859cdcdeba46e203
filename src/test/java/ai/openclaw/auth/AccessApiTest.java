package ai.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AccessApiTest {

    @TempDir static Path home;

    private static final JsonMapper json = new JsonMapper();
    private static TestDoor door;

    @BeforeAll
    static void open() {
        door =
                TestDoor.open(
                        TestPostgres.freshDatabase(),
                        home,
                        Map.of("openclaw.gateway.password", TestDoor.PASSWORD));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void tokenIsShownOnceAndWorksUntilItIsRevoked() throws Exception {
        var first = TestDoor.token(home);
        var answer = call(first, "POST", "/api/v1/tokens", "{\"name\": \"ci\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        var made = json.readTree(answer.body());
        var token = made.get("token").asString();
        assertThat(token).matches("oc_[A-Za-z0-9_-]{43}");

        assertThat(call(token, "GET", "/api/v1/thing", null).body()).isEqualTo("token:ci");
        var list = call(first, "GET", "/api/v1/tokens", null).body();
        assertThat(list).contains("\"ci\"", "\"admin-token\"").doesNotContain(token);

        var path = "/api/v1/tokens/" + made.get("id").asString();
        assertThat(call(first, "DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(call(token, "GET", "/api/v1/thing", null).statusCode()).isEqualTo(401);
        assertThat(call(first, "DELETE", path, null).statusCode()).isEqualTo(404);
        assertThat(call(first, "GET", "/api/v1/audit", null).body())
                .contains("token.created", "token.revoked")
                .doesNotContain(token);
    }

    @Test
    void badNamesOfTokensAreRefusedByField() throws Exception {
        for (var body : new String[] {"{}", "{\"name\": \"\"}", "{\"name\": \"a\\u0000b\"}"}) {
            var answer = call(TestDoor.token(home), "POST", "/api/v1/tokens", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"name\"");
        }
    }

    @Test
    void lostPasswordIsSetAnewWithTheTokenAndEndsAllSessions() throws Exception {
        door.signIn("admin", TestDoor.PASSWORD);
        assertThat(door.get("/page").statusCode()).isEqualTo(200);
        var path = "/api/v1/users/admin/password";
        var token = TestDoor.token(home);

        assertThat(call(token, "PUT", path, "{\"password\": \"short\"}").body())
                .contains("\"password\"", "at least 12");
        assertThat(
                        call(token, "PUT", path, "{\"password\": \"quiet-otter-77-meadow\"}")
                                .statusCode())
                .isEqualTo(204);
        assertThat(door.get("/page").statusCode()).isEqualTo(302);
        door.signIn("admin", TestDoor.PASSWORD);
        assertThat(door.get("/page").statusCode()).isEqualTo(302);
        door.signIn("admin", "quiet-otter-77-meadow");
        assertThat(door.get("/page").statusCode()).isEqualTo(200);
        assertThat(
                        call(token, "PUT", "/api/v1/users/nobody/password", "{\"password\": \"x\"}")
                                .statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> call(
            String token, String method, String path, @Nullable String body) throws Exception {
        return door.send(
                door.to(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body)));
    }
}
