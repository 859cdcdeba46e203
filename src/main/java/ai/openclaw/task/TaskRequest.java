package ai.openclaw.task;

import ai.openclaw.agent.Budget;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A task as a client asks for it, unchecked. `prompt` or `command` is needed; what else is absent
/// comes from the agent.
///
/// @param agent absent: `default`
/// @param queueTtl from `runAt` on, or from now
/// @param callbackUrl where the end of the task is told, by a signed webhook
public record TaskRequest(
        @Nullable String agent,
        @Nullable String prompt,
        @Nullable List<String> command,
        @Nullable List<File> files,
        @Nullable Map<String, String> env,
        @Nullable Map<String, String> labels,
        @Nullable Integer priority,
        @Nullable Instant runAt,
        @Nullable Duration queueTtl,
        @Nullable Duration timeout,
        @Nullable RetryPolicy retry,
        @Nullable Limits limits,
        @Nullable Budget budget,
        @Nullable String concurrencyKey,
        @Nullable String callbackUrl) {

    /// An input file: with its content here, or uploaded before.
    ///
    /// @param path below `/workspace`; `.` is the workspace itself, for what is unpacked
    /// @param encoding of `content`: `utf-8`, the default, or `base64`
    /// @param upload the id that `POST /uploads` gave
    /// @param unpack unpacks the upload at `path`; it must be a tar
    public record File(
            @Nullable String path,
            @Nullable String content,
            @Nullable String encoding,
            @Nullable String upload,
            @Nullable Boolean unpack) {}

    /// The same, one at a time with all others of this key.
    public TaskRequest inLine(String key) {
        return new TaskRequest(
                agent,
                prompt,
                command,
                files,
                env,
                labels,
                priority,
                runAt,
                queueTtl,
                timeout,
                retry,
                limits,
                budget,
                key,
                callbackUrl);
    }

    String agentOrDefault() {
        return agent == null ? "default" : agent;
    }

    /// Without what may be secret.
    @Override
    public String toString() {
        return "TaskRequest[agent=" + agent + "]";
    }
}
