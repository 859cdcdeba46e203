package ai.openclaw.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.TooLarge;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.log.TaskRow;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final ArtifactFixture fixture = new ArtifactFixture(database);
    private final Artifacts artifacts = fixture.artifacts;
    private final TaskRow task = TaskRow.running(database);

    @Test
    void whatIsStoredIsListedByPathAndOpens() {
        fixture.store(task, "b/report.md", "# report");
        var a = fixture.store(task, "a ü 🦞.txt", "hello");

        assertThat(a.attempt()).isEqualTo(1);
        assertThat(a.bytes()).isEqualTo(5);
        assertThat(a.sha256())
                .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(fixture.paths(task)).containsExactly("a ü 🦞.txt", "b/report.md");
        assertThat(fixture.content(task, null, "b/report.md")).isEqualTo("# report");
    }

    @Test
    void storingAgainReplacesAndLeavesNoBytesBehind() {
        fixture.store(task, "x", "old");
        long before = fixture.blobs();

        fixture.store(task, "x", "new");

        assertThat(fixture.content(task, null, "x")).isEqualTo("new");
        assertThat(fixture.blobs()).isEqualTo(before);
    }

    @Test
    void theNewestAttemptThatLeftAnyIsShown() {
        fixture.store(task, "x", "first");
        var second = task.retried();
        assertThat(fixture.content(task, null, "x")).isEqualTo("first");
        fixture.store(second, "y", "second");

        assertThat(fixture.paths(task)).containsExactly("y");
        assertThat(artifacts.list(task.id(), 1)).extracting(Artifact::path).containsExactly("x");
        assertThat(fixture.content(task, 1, "x")).isEqualTo("first");
        assertThatThrownBy(() -> artifacts.open(task.id(), null, "x")).isInstanceOf(NotFound.class);
    }

    @Test
    void theWordOfAStaleAttemptIsRefusedAndLeavesNoBytes() {
        var second = task.retried();
        long before = fixture.blobs();

        assertThatThrownBy(() -> fixture.store(task, "x", "stale")).isInstanceOf(Conflict.class);
        var other = TaskRow.running(database);
        assertThatThrownBy(() ->
                        artifacts.store(
                                task.id(),
                                other.attempt(),
                                "x",
                                new ByteArrayInputStream(new byte[1]),
                                10))
                .isInstanceOf(Conflict.class);

        assertThat(artifacts.list(second.id(), null)).isEmpty();
        assertThat(fixture.blobs()).isEqualTo(before);
    }

    @Test
    void tooMuchIsRefused() {
        assertThatThrownBy(() ->
                        artifacts.store(
                                task.id(),
                                task.attempt(),
                                "x",
                                new ByteArrayInputStream(new byte[11]),
                                10))
                .isInstanceOf(TooLarge.class);
        assertThat(fixture.paths(task)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "a/../x",
                "a//b",
                "./x",
                "a/.",
                "x/",
                "a\\b",
                "a\nb",
                "a\0b",
                "\u001b[2J",
                "gnp.\u202eexe",
                "line\u2028",
                "\ufffd"
            })
    void aNameThatDeceivesIsRefused(String path) {
        assertThatThrownBy(() -> fixture.store(task, path, "x"))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageStartingWith("path: ");
        assertThatThrownBy(() -> artifacts.open(task.id(), null, path))
                .isInstanceOf(NotFound.class);
    }
}
