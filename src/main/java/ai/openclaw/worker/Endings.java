package ai.openclaw.worker;

import static ai.openclaw.base.Reason.BUDGET;
import static ai.openclaw.base.Reason.CANCELLED;
import static ai.openclaw.base.Reason.DISK;
import static ai.openclaw.base.Reason.EXIT_CODE;
import static ai.openclaw.base.Reason.IMAGE;
import static ai.openclaw.base.Reason.INFRASTRUCTURE;
import static ai.openclaw.base.Reason.ISOLATION;
import static ai.openclaw.base.Reason.OUT_OF_MEMORY;
import static ai.openclaw.base.Reason.TIMEOUT;

import ai.openclaw.agent.Limits;
import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Reason;
import ai.openclaw.doctor.NotIsolated;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.WorkspaceFull;
import ai.openclaw.secret.SecretUnavailable;
import ai.openclaw.task.Ending;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// What an attempt's end is called, and the sentence that says so to a person.
///
/// @param silence since the last output; null if there was none
/// @param lastError last line of standard error, or null
record Endings(
        Limits limits,
        Usage usage,
        @Nullable JsonNode result,
        @Nullable Duration silence,
        @Nullable String lastError) {

    private static final Logger log = LoggerFactory.getLogger(Endings.class);

    private static final String GATEWAY_STOPPED = "The gateway stopped while this ran.";

    /// Nothing is known but the limits.
    static Endings early(Limits limits) {
        return new Endings(limits, Usage.NONE, null, null, null);
    }

    /// Of an attempt whose gateway is gone.
    static Ending abandoned() {
        return early(new Limits(null, null, null, null, null)).of(new StopCause.GatewayStops());
    }

    /// The program has run.
    static Endings late(
            Limits limits,
            Transcript transcript,
            Sandbox sandbox,
            @Nullable JsonNode result,
            Instant now) {
        var used = sandbox.consumption();
        var usage =
                new Usage(
                        0,
                        0,
                        0,
                        BigDecimal.ZERO,
                        used.cpu().toMillis() / 1000.0,
                        used.peakMemory(),
                        transcript.bytes());
        Instant last = transcript.lastOutput();
        return new Endings(
                limits,
                usage,
                result,
                last == null ? null : Duration.between(last, now),
                transcript.lastError());
    }

    /// A program that had ended by itself keeps its own ending, unless it had printed too much.
    ///
    /// @param cause why the program was to be stopped, if it was
    Ending of(Exit exit, @Nullable StopCause cause) {
        if (cause instanceof StopCause.TooMuchOutput || cause instanceof StopCause.Spent) {
            return of(cause);
        }
        return switch (exit) {
            case Exit.Exited(int code, boolean killed, boolean full) when code == 0 ->
                    new Ending(TaskState.SUCCEEDED, null, warning(killed, full), 0, result, usage);
            case Exit.Exited(int code, boolean killed, _) ->
                    failed(EXIT_CODE, exitCode(code, killed), code);
            case Exit.OutOfMemory _ ->
                    failed(
                            OUT_OF_MEMORY,
                            "Killed at its memory limit of " + Words.size(limits.memory()) + ".",
                            137);
            case Exit.DiskFull(long used, Integer code, boolean files) ->
                    failed(DISK, files ? tooManyFiles(code) : diskFull(used, code), code);
            case Exit.Stopped _ ->
                    cause != null
                            ? of(cause)
                            : failed(
                                    INFRASTRUCTURE,
                                    "Its sandbox was removed while the program ran.",
                                    null);
            case Exit.Lost(String why) ->
                    cause != null ? of(cause) : failed(INFRASTRUCTURE, sentence(why), null);
        };
    }

    Ending of(StopCause cause) {
        return switch (cause) {
            case StopCause.Cancelled _ ->
                    new Ending(TaskState.CANCELLED, CANCELLED, null, null, result, usage);
            case StopCause.Killed(String by) ->
                    failed(
                            INFRASTRUCTURE,
                            "Its sandbox was killed by " + Words.oneLine(by, 100) + ".",
                            null);
            case StopCause.TimedOut(Duration limit, _) ->
                    failed(
                            TIMEOUT,
                            "Stopped after " + Words.time(limit) + ", its time limit" + lastSeen(),
                            null);
            case StopCause.TooMuchOutput(long printed) ->
                    failed(
                            DISK,
                            "Stopped after "
                                    + Words.size(new ByteSize(printed))
                                    + " of output; its limit is "
                                    + Words.size(limits.output())
                                    + ".",
                            null);
            case StopCause.Spent(String why, _) -> failed(BUDGET, why, null);
            case StopCause.GatewayStops _ -> failed(INFRASTRUCTURE, GATEWAY_STOPPED, null);
            case StopCause.Stale _ ->
                    failed(INFRASTRUCTURE, "It was taken away from this gateway.", null);
            case StopCause.Unrecorded(String why) ->
                    failed(
                            INFRASTRUCTURE,
                            sentence("Its output could not be stored: " + why),
                            null);
        };
    }

    /// Something on the way failed.
    Ending of(Exception e) {
        String message = Objects.toString(e.getMessage(), "no more is known");
        return switch (e) {
            case NotIsolated _ -> failed(ISOLATION, sentence(message), null);
            case ImageUnavailable _ -> failed(IMAGE, sentence(message), null);
            // A shell says 126 of a program that no kernel would start.
            case Handover.Unfit _, SecretUnavailable _ ->
                    failed(EXIT_CODE, "The program could not be started: " + message + ".", 126);
            case InterruptedException _ -> of(new StopCause.GatewayStops());
            case WorkspaceFull _ ->
                    failed(DISK, "Its input files do not fit into " + diskLimit() + ".", null);
            case EngineUnavailable _, IOException _ ->
                    failed(INFRASTRUCTURE, sentence(message), null);
            default -> {
                log.error("An attempt met with something unforeseen.", e);
                yield failed(
                        INFRASTRUCTURE,
                        "Something failed inside the gateway; its log has the "
                                + e.getClass().getSimpleName()
                                + ".",
                        null);
            }
        };
    }

    private Ending failed(Reason reason, String detail, @Nullable Integer exitCode) {
        return new Ending(TaskState.FAILED, reason, detail, exitCode, result, usage);
    }

    private String exitCode(int code, boolean killed) {
        var text = new StringBuilder("The program ended with exit code ").append(code);
        String meaning = Words.exitCode(code);
        text.append(meaning == null ? "." : ": " + meaning + ".");
        if (killed) {
            text.append(' ').append(childKilled());
        }
        if (lastError != null) {
            text.append(" Its last words: ").append(Words.oneLine(lastError, 300));
        }
        return text.toString();
    }

    private String diskFull(long used, @Nullable Integer code) {
        String limit = diskLimit();
        return code == null
                ? "Killed when its files took "
                        + Words.size(new ByteSize(used))
                        + ", more than "
                        + limit
                        + "."
                : "The program ended with exit code "
                        + code
                        + " when its files filled "
                        + limit
                        + ".";
    }

    private String tooManyFiles(@Nullable Integer code) {
        return "The program ended with exit code "
                + code
                + " when it had as many files as "
                + diskLimit()
                + " has room for.";
    }

    private String diskLimit() {
        return "its disk limit of " + Words.size(limits.disk());
    }

    private @Nullable String warning(boolean killed, boolean full) {
        if (!killed && !full) {
            return null;
        }
        return ((killed ? childKilled() : "")
                        + (full ? " Its files filled " + diskLimit() + "." : ""))
                .strip();
    }

    private String childKilled() {
        return "One of its processes was killed at the memory limit of "
                + Words.size(limits.memory())
                + ".";
    }

    private String lastSeen() {
        return silence == null
                ? "; it had printed nothing."
                : "; last output " + Words.time(silence) + " earlier.";
    }

    private static String sentence(String text) {
        String line = Words.oneLine(text, 500);
        String end =
                line.isEmpty() || ".!?…".indexOf(line.charAt(line.length() - 1)) < 0 ? "." : "";
        return (line.isEmpty() ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1))
                + end;
    }
}
