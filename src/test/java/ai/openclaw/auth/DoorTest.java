package ai.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {

    private static final Map<String, String> MARA =
            Map.of(
                    "openclaw.gateway.username",
                    "mara",
                    "openclaw.gateway.password",
                    TestDoor.PASSWORD);

    @TempDir static Path home;

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open(database, home, MARA);
    }

    @BeforeEach
    void asAStranger() {
        door.cookies().getCookieStore().removeAll();
        database.jdbc().sql("delete from spring_session").update();
        database.jdbc().sql("delete from audit").update();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void programsWithoutTokenGetAProblemThatSaysHow() throws Exception {
        for (var path :
                new String[] {
                    "/api/v1/thing",
                    "/api/v1/nothing",
                    "/actuator",
                    "/actuator/prometheus",
                    "/actuator/health",
                    "/actuator/env",
                    "/api/v1/tokens"
                }) {
            var answer = door.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"openclaw\"");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(answer.body()).contains("\"status\":401", "\"detail\"");
        }
        var changed = door.send(door.to("/api/v1/thing/change").POST(BodyPublishers.noBody()));
        assertThat(changed.statusCode()).isEqualTo(401);
    }

    @Test
    void peopleWithoutSessionAreSentToTheSignInPage() throws Exception {
        assertThat(location(door.get("/page"))).endsWith("/sign-in?next=%2Fpage");
        assertThat(location(door.get("/"))).endsWith("/sign-in");
        assertThat(location(door.post("/page/change", null, Map.of()))).endsWith("/sign-in");
        var part = door.send(door.to("/page").header("HX-Request", "true"));
        assertThat(part.statusCode()).isEqualTo(401);
        assertThat(part.headers().firstValue("HX-Redirect")).hasValue("/sign-in");
    }

    @Test
    void probesAndAssetsAreOpen() throws Exception {
        assertThat(door.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(door.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(door.get("/assets/none.css").statusCode()).isEqualTo(404);
    }

    @Test
    void lookingAtTheSignInPageMakesNoSession() throws Exception {
        door.csrf();
        door.get("/page");
        assertThat(sessions()).isZero();
    }

    @Test
    void signingInMakesANewSessionWithACarefulCookie() throws Exception {
        var answer = door.signIn("mara", TestDoor.PASSWORD);
        var cookie =
                answer.headers().allValues("Set-Cookie").stream()
                        .filter(it -> it.startsWith("openclaw-session="))
                        .findFirst()
                        .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
        var first = sessionId();

        door.signIn("mara", TestDoor.PASSWORD);
        assertThat(sessionId()).isNotEqualTo(first);
        assertThat(sessions()).isOne();
    }

    @Test
    void sessionSurvivesARestart() throws Exception {
        door.signIn("mara", TestDoor.PASSWORD);
        var cookie = "openclaw-session=" + sessionCookie();
        door.close();
        open();

        var answer = door.send(door.to("/page").header("Cookie", cookie));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("mara");
    }

    @Test
    void signingOutEndsTheSession() throws Exception {
        door.signIn("mara", TestDoor.PASSWORD);
        var cookie = "openclaw-session=" + sessionCookie();
        assertThat(location(door.post("/sign-out", door.csrf(), Map.of()))).endsWith("?out");

        assertThat(door.get("/page").statusCode()).isEqualTo(302);
        assertThat(door.send(door.to("/page").header("Cookie", cookie)).statusCode())
                .isEqualTo(302);
        assertThat(actions()).isEqualTo("sign-in sign-out");
    }

    @Test
    void changingWithASessionNeedsItsCsrfToken() throws Exception {
        door.signIn("mara", TestDoor.PASSWORD);
        for (var path : new String[] {"/page/change", "/api/v1/thing/change"}) {
            assertThat(door.post(path, null, Map.of()).statusCode()).isEqualTo(403);
            assertThat(door.post(path, "nonsense", Map.of()).statusCode()).isEqualTo(403);
            assertThat(door.post(path, door.csrf(), Map.of()).body()).isEqualTo("changed by mara");
            assertThat(
                            door.send(
                                            door.to(path)
                                                    .header("X-XSRF-TOKEN", door.csrf())
                                                    .POST(BodyPublishers.noBody()))
                                    .statusCode())
                    .isEqualTo(200);
        }
        assertThat(door.post("/sign-out", null, Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void signingInNeedsACsrfToken() throws Exception {
        var fields = Map.of("username", "mara", "password", TestDoor.PASSWORD);
        assertThat(door.post("/sign-in", null, fields).statusCode()).isEqualTo(403);
        assertThat(sessions()).isZero();
    }

    @Test
    void otherSitesPagesCannotChangeAnything() throws Exception {
        door.signIn("mara", TestDoor.PASSWORD);
        var csrf = door.csrf();
        assertThat(changing(csrf, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(changing(csrf, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(changing(csrf, "Origin", "https://elsewhere.example")).isEqualTo(403);
        assertThat(changing(csrf, "Origin", "null")).isEqualTo(403);
        assertThat(changing(csrf, "Origin", door.address())).isEqualTo(200);
    }

    @Test
    void badTokenIsRefusedEvenBesideAGoodSession() throws Exception {
        door.signIn("mara", TestDoor.PASSWORD);
        var answer = door.send(bearer(door.to("/api/v1/thing"), "oc_wrong"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    @Test
    void tokenNeedsNoCsrfTokenAndMakesNoSession() throws Exception {
        var answer =
                door.send(
                        bearer(door.to("/api/v1/thing/change"), TestDoor.token(home))
                                .POST(BodyPublishers.noBody()));
        assertThat(answer.body()).isEqualTo("changed by token:admin-token");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(sessions()).isZero();
    }

    @Test
    void afterSignInOnlyOurOwnPagesAreNext() throws Exception {
        assertThat(nextAfter("/page")).isEqualTo(door.address() + "/page");
        for (var evil :
                new String[] {
                    "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb"
                }) {
            assertThat(nextAfter(evil)).isEqualTo(door.address() + "/");
        }
    }

    @Test
    void everyAnswerCarriesTheHeadersThatBindABrowser() throws Exception {
        door.signIn("mara", TestDoor.PASSWORD);
        for (var path : new String[] {"/page", "/sign-in", "/api/v1/thing"}) {
            var headers = door.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
            assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
        }
    }

    @Test
    void aPathMayHoldAnEncodedSemicolonButNoRawOne() throws Exception {
        for (var name : Map.of("100%25", "100%", "a%3Bb", "a;b").entrySet()) {
            var answer =
                    door.send(
                            bearer(
                                    door.to("/api/v1/named/" + name.getKey()),
                                    TestDoor.token(home)));
            assertThat(answer.body()).isEqualTo(name.getValue());
        }
        for (var path :
                new String[] {
                    "/assets/..;/api/v1/thing",
                    "/api/v1/thing;a=b",
                    "/assets/%2e%2e/api/v1/thing",
                    "/assets/..%3B/api/v1/thing",
                    "/assets/..%252fapi/v1/thing",
                    "/api/v1/named/a%2fb"
                }) {
            assertThat(door.get(path).statusCode()).as(path).isIn(400, 401, 404);
        }
    }

    private int changing(String csrf, String header, String value) throws Exception {
        return door.send(
                        door.to("/page/change")
                                .header("X-XSRF-TOKEN", csrf)
                                .header(header, value)
                                .POST(BodyPublishers.noBody()))
                .statusCode();
    }

    private String nextAfter(String next) throws Exception {
        var fields = Map.of("username", "mara", "password", TestDoor.PASSWORD, "next", next);
        return location(door.post("/sign-in", door.csrf(), fields));
    }

    private static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String sessionCookie() {
        return door.cookies().getCookieStore().getCookies().stream()
                .filter(it -> it.getName().equals("openclaw-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private String sessionId() throws IOException {
        return database.jdbc()
                .sql("select session_id from spring_session")
                .query(String.class)
                .single();
    }

    private long sessions() {
        return database.jdbc()
                .sql("select count(*) from spring_session")
                .query(Long.class)
                .single();
    }

    private String actions() {
        return database.jdbc()
                .sql("select string_agg(action, ' ' order by id) from audit")
                .query(String.class)
                .single();
    }
}
