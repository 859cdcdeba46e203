package ai.openclaw.artifact;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.blob.Blobs;
import ai.openclaw.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What a task left. Names and content are whatever an untrusted program made them: a browser gets
/// a download and nothing that it would show or run.
@RestController
class ArtifactController {

    private final ArtifactRows rows;
    private final Blobs blobs;

    ArtifactController(ArtifactRows rows, Blobs blobs) {
        this.rows = rows;
        this.blobs = blobs;
    }

    /// By path, as a folder is listed; of one attempt, the newest that left any unless named.
    @GetMapping("/api/v1/tasks/{id}/artifacts")
    Page<Artifact> list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String attempt,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var task = new TaskId(id);
        var page = PageRequest.of(limit, cursor, 1);
        var number = attempt(attempt);
        rows.requireTask(task);
        var after = page.cursor();
        var found = rows.list(task, number, after == null ? null : after.text(0), page.rows());
        return page.page(found, artifact -> Cursor.of(artifact.path()));
    }

    @GetMapping("/api/v1/tasks/{id}/artifacts/{*path}")
    ResponseEntity<Resource> content(
            @PathVariable UUID id,
            @PathVariable String path,
            @RequestParam(required = false) @Nullable String attempt) {
        var task = new TaskId(id);
        String name = path.substring(1);
        var stored =
                rows.find(task, attempt(attempt), name)
                        .orElseThrow(() -> new NotFound("artifact", ArtifactPath.shown(name)));
        var artifact = stored.artifact();
        var file = name.substring(name.lastIndexOf('/') + 1);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .eTag("\"" + artifact.sha256() + "\"")
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(new BlobResource(blobs, stored.blob(), artifact.bytes()));
    }

    static @Nullable Integer attempt(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw InvalidRequest.of("attempt", "A whole number from 1 on is expected.");
        }
        return Integer.valueOf(text);
    }
}
