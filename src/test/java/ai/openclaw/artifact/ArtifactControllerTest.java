package ai.openclaw.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.blob.Blobs;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.log.HttpSlice;
import ai.openclaw.log.TaskRow;
import ai.openclaw.task.TaskId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArtifactControllerTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private static final HttpSlice http =
            HttpSlice.start(
                    database,
                    Blobs.class,
                    ArtifactRows.class,
                    ArtifactController.class,
                    ArtifactZipController.class);

    private final ArtifactFixture fixture = new ArtifactFixture(database);
    private final TaskRow task = TaskRow.running(database);
    private final String artifacts = "/api/v1/tasks/" + task.id() + "/artifacts";

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void contentIsADownloadThatABrowserNeitherShowsNorRuns() {
        var stored = fixture.store(task, "page/index.html", "<script>alert(1)</script>");

        var answer = http.get(artifacts + "/page/index.html", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<script>alert(1)</script>");
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("application/octet-stream"))
                .containsEntry("content-length", List.of("25"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("default-src 'none'; sandbox"))
                .containsEntry("etag", List.of("\"" + stored.sha256() + "\""));
        assertThat(answer.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment; ")
                .contains("filename*=UTF-8''index.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a \"b\"; filename=evil.exe", "ü 漢 🦞.txt", "100%", "a;b"})
    void noNameReachesAHeaderRaw(String name) {
        fixture.store(task, "d/" + name, "x");

        var answer = http.get(artifacts + "/d/" + encoded(name));

        assertThat(answer.statusCode()).isEqualTo(200);
        var header = answer.headers().firstValue("content-disposition").orElseThrow();
        assertThat(header).matches("[\\x20-\\x7e]+").startsWith("attachment; filename=\"");
        assertThat(header).endsWith("; filename*=UTF-8''" + rfc5987(name));
    }

    @Test
    void aLargeOneIsStreamedAndPartsOfItCanBeHad() throws IOException {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        fixture.artifacts.store(
                task.id(),
                task.attempt(),
                "big.bin",
                new ByteArrayInputStream(content),
                content.length);

        var whole = http.get(artifacts + "/big.bin", BodyHandlers.ofByteArray());
        assertThat(whole.body()).isEqualTo(content);
        var part =
                http.get(
                        artifacts + "/big.bin",
                        BodyHandlers.ofByteArray(),
                        "Range",
                        "bytes=2000000-2000009");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 2_000_000, 2_000_010));
        assertThat(part.headers().firstValue("content-range"))
                .contains("bytes 2000000-2000009/3000000");
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        var stored = fixture.store(task, "x", "x");

        var answer = http.get(artifacts + "/x", "If-None-Match", "\"" + stored.sha256() + "\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "%2e%2e/%2e%2e/etc/passwd",
                "a/..%2f..%2fetc/passwd",
                "%00",
                "",
                "x%0d%0aSet-Cookie:%20a=b",
                "%ff"
            })
    void aPathThatClimbsIsJustNotFound(String path) {
        fixture.store(task, "x", "x");

        var answer = http.get(artifacts + "/" + path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("root:");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void theListIsByPathInPages() {
        for (String path : new String[] {"b", "a/z", "c", "a", "B"}) {
            fixture.store(task, path, path);
        }

        var paths = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            var page = json(artifacts + "?limit=2&cursor=" + cursor);
            page.get("items").forEach(a -> paths.add(a.get("path").asString()));
            cursor = page.get("next").isNull() ? null : page.get("next").asString();
        }

        assertThat(paths).containsExactly("B", "a", "a/z", "b", "c");
        var first = json(artifacts).get("items").get(0);
        assertThat(first.propertyNames())
                .containsExactly("attempt", "path", "bytes", "sha256", "createdAt");
    }

    @Test
    void anAttemptsOwnCanBeHad() {
        fixture.store(task, "x", "first");
        var second = task.retried();
        fixture.store(second, "x", "second");

        assertThat(http.get(artifacts + "/x").body()).isEqualTo("second");
        assertThat(http.get(artifacts + "/x?attempt=1").body()).isEqualTo("first");
        assertThat(json(artifacts + "?attempt=1").get("items").get(0).get("attempt").asInt())
                .isEqualTo(1);
        assertThat(json(artifacts + "?attempt=7").get("items").size()).isZero();
    }

    @Test
    void allOfAnAttemptIsOneZipWithNamesThatStayInside() throws IOException {
        var names = new ArrayList<String>();
        for (int i = 0; i < 510; i++) { // more than is read at once
            names.add("%03d/ü 100%%;.txt".formatted(i));
            fixture.store(task, names.getLast(), "content " + i);
        }

        var answer = http.get(artifacts + ".zip", BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("content-type")).contains("application/zip");
        assertThat(answer.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"" + task.id() + "-1.zip\"");
        var found = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                found.add(entry.getName());
                assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("content " + (found.size() - 1));
            }
        }
        assertThat(found).isEqualTo(names);
        assertThat(http.get(artifacts + ".zip?attempt=2").statusCode()).isEqualTo(404);
        assertThat(http.get(artifacts + ".zip?attempt=x").statusCode()).isEqualTo(400);
    }

    @Test
    void badParametersAreNamedAndAnUnknownTaskIsNotFound() {
        for (var field : new String[] {"attempt", "limit", "cursor"}) {
            var answer = http.get(artifacts + "?" + field + "=x");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        }
        var unknown = http.get("/api/v1/tasks/" + TaskId.next() + "/artifacts");
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    private static JsonNode json(String path) {
        return JsonMapper.shared().readTree(http.get(path).body());
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// All but RFC 5987's attr-char is escaped.
    private static String rfc5987(String name) {
        return encoded(name).replace("*", "%2A");
    }
}
