package ai.openclaw.dashboard;

import ai.openclaw.artifact.Artifact;
import ai.openclaw.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/// A file that a task left.
///
/// @param href where it is to be had
record ArtifactRow(String path, String size, String sha256, String shortSha, String href) {

    static ArtifactRow of(TaskId task, Artifact artifact) {
        return new ArtifactRow(
                artifact.path(),
                Shown.bytes(artifact.bytes()),
                artifact.sha256(),
                Shown.cut(artifact.sha256(), 12),
                "/api/v1/tasks/"
                        + task
                        + "/artifacts/"
                        + Arrays.stream(artifact.path().split("/", -1))
                                .map(it -> UriUtils.encodePathSegment(it, StandardCharsets.UTF_8))
                                .collect(Collectors.joining("/"))
                        + "?attempt="
                        + artifact.attempt());
    }
}
