package ai.openclaw.artifact;

import ai.openclaw.blob.Blobs;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.log.TaskRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The artifacts on a real database.
final class ArtifactFixture {

    final TestPostgres.Database database;
    final Blobs blobs;
    final ArtifactRows rows;
    final Artifacts artifacts;

    ArtifactFixture(TestPostgres.Database database) {
        this.database = database;
        this.blobs = new Blobs(database.jdbc());
        this.rows = new ArtifactRows(database.jdbc(), blobs, database.transactions());
        this.artifacts = new Artifacts(rows, blobs);
    }

    Artifact store(TaskRow task, String path, String content) {
        try {
            return artifacts.store(
                    task.id(),
                    task.attempt(),
                    path,
                    new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                    1_000_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String content(TaskRow task, @Nullable Integer attempt, String path) {
        try (var in = artifacts.open(task.id(), attempt, path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> paths(TaskRow task) {
        return artifacts.list(task.id(), null).stream().map(Artifact::path).toList();
    }

    long blobs() {
        return database.jdbc().sql("select count(*) from blob").query(Long.class).single();
    }
}
