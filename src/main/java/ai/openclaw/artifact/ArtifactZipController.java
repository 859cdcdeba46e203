package ai.openclaw.artifact;

import ai.openclaw.base.NotFound;
import ai.openclaw.blob.Blobs;
import ai.openclaw.task.TaskId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// All that an attempt left, as one zip that is made while it is read: any number of files of any
/// size in constant memory. Its names are those that [ArtifactPath] let in, so no unpacker is led
/// out of its folder.
@RestController
class ArtifactZipController {

    private static final int PAGE = 500;

    private final ArtifactRows rows;
    private final Blobs blobs;

    ArtifactZipController(ArtifactRows rows, Blobs blobs) {
        this.rows = rows;
        this.blobs = blobs;
    }

    /// Of one attempt, the newest that left any unless named.
    @GetMapping("/api/v1/tasks/{id}/artifacts.zip")
    void zip(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String attempt,
            HttpServletResponse response)
            throws IOException {
        var task = new TaskId(id);
        Integer asked = ArtifactController.attempt(attempt);
        rows.requireTask(task);
        var first = rows.stored(task, asked, "", PAGE);
        if (first.isEmpty()) {
            throw new NotFound("artifact", "*");
        }
        // One and the same attempt to the end, though another may begin meanwhile.
        int number = first.getFirst().artifact().attempt();
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + id + "-" + number + ".zip\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (var zip = new ZipOutputStream(response.getOutputStream())) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (var page = first; !page.isEmpty(); page = after(page, task, number)) {
                for (var stored : page) {
                    add(zip, stored);
                }
            }
        }
    }

    private List<ArtifactRows.Stored> after(
            List<ArtifactRows.Stored> page, TaskId task, int number) {
        return page.size() < PAGE
                ? List.of()
                : rows.stored(task, number, page.getLast().artifact().path(), PAGE);
    }

    private void add(ZipOutputStream zip, ArtifactRows.Stored stored) throws IOException {
        var entry = new ZipEntry(stored.artifact().path());
        entry.setTime(stored.artifact().createdAt().toEpochMilli());
        zip.putNextEntry(entry);
        try (var bytes = blobs.open(stored.blob())) {
            bytes.transferTo(zip);
        }
        zip.closeEntry();
    }
}
