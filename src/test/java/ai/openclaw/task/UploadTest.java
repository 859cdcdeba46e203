package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.blob.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TaskSlice
class UploadTest {

    @Autowired Api api;
    @Autowired Tasks tasks;
    @Autowired Uploads uploads;
    @Autowired Blobs blobs;
    @Autowired JdbcClient jdbc;

    @Test
    void uploadedTarIsUnpackedInAsManyTasksAsNameIt() throws IOException {
        byte[] tar = new Tar().file("src/a.txt").bytes();
        var upload = api.upload("application/x-tar", tar);

        assertThat(upload.status()).isEqualTo(201);
        assertThat(upload.body().propertyNames()).containsExactly("id", "bytes", "sha256");
        assertThat(upload.body().path("bytes").asLong()).isEqualTo(tar.length);
        assertThat(upload.text("sha256")).hasSize(64);
        for (int i = 0; i < 2; i++) {
            var task = api.post("/tasks", using(upload.text("id"), "repo", true));
            assertThat(task.status()).isEqualTo(202);
            var file = tasks.files(new TaskId(UUID.fromString(task.text("id")))).getFirst();
            assertThat(file).isEqualTo(new TaskFile("repo", file.blob(), tar.length, true));
            try (var content = blobs.open(file.blob())) {
                assertThat(content.readAllBytes()).isEqualTo(tar);
            }
        }
    }

    @Test
    void gzippedTarIsKeptAsItIsAndPlainFileIsNotUnpacked() {
        byte[] gzipped = Tar.gzip(new Tar().file("a").bytes());
        var archive = api.upload("application/gzip", gzipped);
        var file = api.upload("text/plain; charset=utf-8", new byte[] {1, 2, 3});

        assertThat(archive.body().path("bytes").asInt()).isEqualTo(gzipped.length);
        assertThat(api.post("/tasks", using(archive.text("id"), ".", true)).status())
                .isEqualTo(202);
        assertThat(api.post("/tasks", using(file.text("id"), "f", true)).fields())
                .containsExactly("files[0].unpack");
        assertThat(api.post("/tasks", using(file.text("id"), "f", false)).status()).isEqualTo(202);
        assertThat(api.post("/tasks", using(file.text("id"), ".", false)).fields())
                .containsExactly("files[0].path");
    }

    @Test
    void badArchiveIsRefusedByItsEntryAndNothingIsKept() {
        long before = count("blob") + count("upload");

        var traversal =
                api.upload("application/x-tar", new Tar().file("../../etc/cron.d/x").bytes());
        var control = api.upload("application/x-tar", new Tar().file("a\u001b[2Jb").bytes());
        var large = new Tar().file("first", "x".repeat(2 << 20)).link("last", "/etc");
        var link = api.upload("application/gzip", Tar.gzip(large.bytes()));
        var text = api.upload("application/x-tar", "hello".getBytes(StandardCharsets.UTF_8));
        var form = api.upload("application/x-www-form-urlencoded", new byte[10]);

        assertThat(List.of(traversal, control, link, text))
                .allSatisfy(it -> {
                    assertThat(it.status()).isEqualTo(400);
                    assertThat(it.fields()).containsExactly("body");
                });
        assertThat(traversal.text("detail")).contains("'../../etc/cron.d/x'");
        assertThat(control.text("detail")).contains("'a?[2Jb'");
        assertThat(link.text("detail")).contains("'last'");
        assertThat(form.fields()).containsExactly("Content-Type");
        assertThat(count("blob") + count("upload")).isEqualTo(before);
    }

    @Test
    void largeTarPassesThroughLittleHeap() {
        int megabytes = 300; // as large as the folders that people upload
        long most = Runtime.getRuntime().maxMemory();

        var upload =
                api.upload(
                        "application/x-tar",
                        BodyPublishers.ofInputStream(() -> streamed(megabytes)));

        assertThat(upload.status()).isEqualTo(201);
        assertThat(upload.body().path("bytes").asLong()).isGreaterThan((long) megabytes << 20);
        assertThat(most).as("the heap of this test").isLessThanOrEqualTo(1L << 30);
        jdbc.sql("update upload set expires_at = now() where id = :id")
                .param("id", UUID.fromString(upload.text("id")))
                .update();
        assertThat(uploads.sweep(100)).isNotEmpty();
    }

    @Test
    void expiredUploadIsGoneAndItsBytesStayForTheTaskThatHasThem() throws IOException {
        var used = api.upload("application/octet-stream", new byte[] {1});
        var unused = api.upload("application/octet-stream", new byte[] {2});
        var task = api.post("/tasks", using(used.text("id"), "f", false));
        var file = tasks.files(new TaskId(UUID.fromString(task.text("id")))).getFirst();
        jdbc.sql("update upload set expires_at = now() - interval '1 second'").update();

        assertThat(api.post("/tasks", using(used.text("id"), "f", false)).fields())
                .containsExactly("files[0].upload");
        String givenUp = "blob where written_at = '-infinity'";
        long before = count(givenUp);
        uploads.sweep(100);

        assertThat(count("upload")).isZero();
        assertThat(count(givenUp)).isEqualTo(before + 1);
        try (var content = blobs.open(file.blob())) {
            assertThat(content.readAllBytes()).containsExactly(1);
        }
        assertThat(unused.status()).isEqualTo(201);
    }

    @Test
    void useKeepsAnUploadFromExpiring() {
        var upload = api.upload("application/octet-stream", new byte[] {1});
        jdbc.sql("update upload set expires_at = now() + interval '1 minute'").update();

        api.post("/tasks", using(upload.text("id"), "f", false));

        assertThat(
                        jdbc.sql(
                                        "select expires_at > now() + interval '23 hours' from upload where id = :id")
                                .param("id", UUID.fromString(upload.text("id")))
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    private static String using(String upload, String path, boolean unpack) {
        return """
        {"agent": "shell", "prompt": "ls",
         "files": [{"path": "%s", "upload": "%s", "unpack": %s}]}
        """
                .formatted(path, upload, unpack);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /// A tar that is made while it is read.
    private static InputStream streamed(int megabytes) {
        try {
            var in = new PipedInputStream(1 << 16);
            var out = new PipedOutputStream(in);
            Thread.ofVirtual().start(() -> write(out, megabytes));
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream out, int megabytes) {
        byte[] chunk = new byte[1 << 20];
        try (var tar = new TarArchiveOutputStream(out)) {
            for (int i = 0; i < megabytes; i++) {
                var entry = new TarArchiveEntry("folder/file-" + i);
                entry.setSize(chunk.length);
                tar.putArchiveEntry(entry);
                tar.write(chunk);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
