package ai.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.CannotStart;
import ai.openclaw.database.TestPostgres;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FirstAccessTest {

    private static final String STRONG_TOKEN =
            "0c7f1e9d5b3a48269fe0d1c2b3a495867788990aabbccddeeff0112233445566";

    @TempDir Path home;

    private final TestPostgres.Database database = TestPostgres.freshDatabase();

    @Test
    void firstStartMakesBothSecretsForTheirOwnerAlone() throws Exception {
        try (var door = open(Map.of())) {
            for (var name : new String[] {"admin-password", "admin-token"}) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(home.resolve(name))))
                        .isEqualTo("rw-------");
            }
            assertThat(TestDoor.token(home)).matches("oc_[A-Za-z0-9_-]{43}");
            assertThat(door.get("/api/v1/thing").statusCode()).isEqualTo(401);
            assertThat(withToken(door, TestDoor.token(home))).isEqualTo(200);
            assertThat(door.signIn("admin", password()).headers().firstValue("Location"))
                    .hasValueSatisfying(it -> assertThat(it).endsWith("/"));
            assertThat(door.get("/page").body()).isEqualTo("admin");
        }
    }

    @Test
    void databaseHoldsNoSecretInTheClear() throws Exception {
        open(Map.of()).close();
        var rows =
                database.jdbc()
                        .sql("select concat(t, a) from api_token t, account a")
                        .query(String.class)
                        .list();

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .contains("{bcrypt}")
                .doesNotContain(TestDoor.token(home), password());
    }

    @Test
    void secondStartChangesNothingEvenWithoutTheFiles() throws Exception {
        open(Map.of()).close();
        var token = TestDoor.token(home);
        var password = password();
        Files.delete(home.resolve("admin-token"));
        Files.delete(home.resolve("admin-password"));

        try (var door = open(Map.of())) {
            assertThat(withToken(door, token)).isEqualTo(200);
            door.signIn("admin", password);
            assertThat(door.get("/page").statusCode()).isEqualTo(200);
            assertThat(home.resolve("admin-token")).doesNotExist();
            assertThat(home.resolve("admin-password")).doesNotExist();
        }
    }

    @Test
    void newDatabaseTakesTheSecretsThatTheFilesHold() throws Exception {
        open(Map.of()).close();
        var token = TestDoor.token(home);

        try (var door = TestDoor.open(TestPostgres.freshDatabase(), home, Map.of())) {
            assertThat(TestDoor.token(home)).isEqualTo(token);
            assertThat(withToken(door, token)).isEqualTo(200);
        }
    }

    @Test
    void environmentSetsTheFirstWayIn() throws Exception {
        var settings =
                Map.of(
                        "openclaw.gateway.token",
                        STRONG_TOKEN,
                        "openclaw.gateway.username",
                        "mara",
                        "openclaw.gateway.password",
                        TestDoor.PASSWORD);
        try (var door = open(settings)) {
            assertThat(withToken(door, STRONG_TOKEN)).isEqualTo(200);
            door.signIn("mara", TestDoor.PASSWORD);
            assertThat(door.get("/page").body()).isEqualTo("mara");
            assertThat(home.resolve("admin-token")).doesNotExist();
            assertThat(home.resolve("admin-password")).doesNotExist();
        }
        var other = STRONG_TOKEN.replace('0', 'f');
        try (var door = open(Map.of("openclaw.gateway.token", other))) {
            assertThat(withToken(door, other)).isEqualTo(200);
            assertThat(withToken(door, STRONG_TOKEN)).isEqualTo(401);
        }
    }

    @Test
    void weakSecretsRefuseTheStartByName(CapturedOutput output) {
        refuses("openclaw.gateway.password", "Change-Me-1234", "OPENCLAW_GATEWAY_PASSWORD");
        refuses("openclaw.gateway.token", "oc_short", "OPENCLAW_GATEWAY_TOKEN");
        refuses("openclaw.gateway.username", "no body", "OPENCLAW_GATEWAY_USERNAME");
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .doesNotContain("oc_short", "Change-Me-1234");
        assertThat(home.resolve("admin-token")).doesNotExist();
        assertThat(home.resolve("admin-password")).doesNotExist();
    }

    @Test
    void secretsAreNeverPrinted(CapturedOutput output) throws Exception {
        try (var door =
                TestDoor.open(
                        database,
                        home,
                        Map.of("logging.level.org.springframework.security", "trace"))) {
            door.signIn("admin", password());
            withToken(door, TestDoor.token(home));
            door.signIn("admin", "typed-by-mistake-into-the-form");
            var made =
                    door.send(
                            door.to("/api/v1/tokens")
                                    .header("Authorization", "Bearer " + TestDoor.token(home))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"name\": \"ci\"}")));
            assertThat(made.statusCode()).isEqualTo(201);
            var secret = made.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
            assertThat(secret).startsWith("oc_");

            assertThat(output.getAll())
                    .contains("First start")
                    .doesNotContain(
                            TestDoor.token(home), password(), secret, "typed-by-mistake-into");
        }
    }

    private void refuses(String setting, String weak, String word) {
        assertThatThrownBy(() -> open(Map.of(setting, weak)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(word);
    }

    private TestDoor open(Map<String, String> settings) {
        return TestDoor.open(database, home, settings);
    }

    private String password() throws IOException {
        return Files.readString(home.resolve("admin-password")).strip();
    }

    private static int withToken(TestDoor door, String token) throws Exception {
        return door.send(door.to("/api/v1/thing").header("Authorization", "Bearer " + token))
                .statusCode();
    }
}
