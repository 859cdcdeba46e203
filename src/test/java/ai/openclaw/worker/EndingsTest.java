package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.Limits;
import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Reason;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.WorkspaceFull;
import ai.openclaw.task.Ending;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Usage;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private static final Limits LIMITS =
            new Limits(
                    ByteSize.parse("512m"), 1.0, 64, ByteSize.parse("1g"), ByteSize.parse("16m"));

    @Test
    void exitZeroIsSuccess() {
        assertEnding(of(new Exit.Exited(0, false), null), TaskState.SUCCEEDED, null, null, 0);
    }

    @Test
    void childKilledForMemoryUnderExitZeroIsSuccessWithAWarning() {
        assertEnding(
                of(new Exit.Exited(0, true), null),
                TaskState.SUCCEEDED,
                null,
                "One of its processes was killed at the memory limit of 512 MiB.",
                0);
    }

    @Test
    void fullDiskUnderExitZeroIsSuccessWithAWarning() {
        assertEnding(
                of(new Exit.Exited(0, true, true), null),
                TaskState.SUCCEEDED,
                null,
                "One of its processes was killed at the memory limit of 512 MiB. Its files filled"
                        + " its disk limit of 1 GiB.",
                0);
    }

    @Test
    void tooManyFilesAreToldFromTooLargeOnes() {
        assertEnding(
                of(new Exit.DiskFull(1 << 20, 2, true), null),
                TaskState.FAILED,
                Reason.DISK,
                "The program ended with exit code 2 when it had as many files as its disk limit of"
                        + " 1 GiB has room for.",
                2);
    }

    @Test
    void inputThatDoesNotFitIsTheDisksFault() {
        Ending ending =
                Endings.early(LIMITS).of(new WorkspaceFull("too large", new IOException("full")));

        assertThat(ending.reason()).isEqualTo(Reason.DISK);
        assertThat(ending.detail())
                .isEqualTo("Its input files do not fit into its disk limit of 1 GiB.");
    }

    @Test
    void exitCodeIsSaidWithTheLastWords() {
        Ending ending =
                new Endings(LIMITS, Usage.NONE, null, null, "cat: \u001b[31mno\u0007 such file")
                        .of(new Exit.Exited(3, false), null);
        assertEnding(
                ending,
                TaskState.FAILED,
                Reason.EXIT_CODE,
                "The program ended with exit code 3. Its last words: cat: no such file",
                3);
    }

    @Test
    void knownExitCodesAreExplained() {
        assertThat(of(new Exit.Exited(127, false), null).detail())
                .isEqualTo(
                        "The program ended with exit code 127: the command was not found in the"
                                + " sandbox.");
        assertThat(of(new Exit.Exited(126, false), null).detail()).contains("could not be run");
        assertThat(of(new Exit.Exited(137, false), null).detail()).contains("SIGKILL");
        assertThat(of(new Exit.Exited(143, false), null).detail()).contains("SIGTERM");
        assertThat(of(new Exit.Exited(139, false), null).detail()).contains("SIGSEGV");
    }

    @Test
    void outOfMemoryNamesTheLimit() {
        assertEnding(
                of(new Exit.OutOfMemory(), null),
                TaskState.FAILED,
                Reason.OUT_OF_MEMORY,
                "Killed at its memory limit of 512 MiB.",
                137);
    }

    @Test
    void timeoutSaysWhenItWasLastHeardOf() {
        var cause = new StopCause.TimedOut(Duration.ofMinutes(30), Duration.ZERO);
        var seen = new Endings(LIMITS, Usage.NONE, null, Duration.ofMinutes(9), null);
        assertEnding(
                seen.of(new Exit.Stopped(), cause),
                TaskState.FAILED,
                Reason.TIMEOUT,
                "Stopped after 30 min, its time limit; last output 9 min earlier.",
                null);
        assertThat(of(new Exit.Stopped(), cause).detail())
                .isEqualTo("Stopped after 30 min, its time limit; it had printed nothing.");
    }

    @Test
    void cancelledIsItsOwnState() {
        assertEnding(
                of(new Exit.Stopped(), new StopCause.Cancelled(Duration.ZERO)),
                TaskState.CANCELLED,
                Reason.CANCELLED,
                null,
                null);
    }

    @Test
    void programThatEndedBeforeItCouldBeStoppedKeepsItsEnding() {
        assertThat(of(new Exit.Exited(0, false), new StopCause.Cancelled(Duration.ZERO)).state())
                .isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void tooMuchOutputCountsHoweverItEnded() {
        assertEnding(
                of(new Exit.Exited(0, false), new StopCause.TooMuchOutput(64L << 20)),
                TaskState.FAILED,
                Reason.DISK,
                "Stopped after 64 MiB of output; its limit is 16 MiB.",
                null);
    }

    @Test
    void troubleOnOurSideIsInfrastructure() {
        assertEnding(
                of(new Exit.Lost("the engine went away"), null),
                TaskState.FAILED,
                Reason.INFRASTRUCTURE,
                "The engine went away.",
                null);
        var early = Endings.early(LIMITS);
        assertThat(early.of(new EngineUnavailable("Docker does not answer", null)).reason())
                .isEqualTo(Reason.INFRASTRUCTURE);
        assertThat(early.of(new IOException("disk full")).detail()).isEqualTo("Disk full.");
        assertThat(early.of(new IllegalStateException("password=x")).detail())
                .doesNotContain("password")
                .contains("IllegalStateException");
    }

    @Test
    void missingImageIsItsOwnReason() {
        Ending ending =
                Endings.early(LIMITS).of(new ImageUnavailable("there is no image 'x'", null));
        assertEnding(ending, TaskState.FAILED, Reason.IMAGE, "There is no image 'x'.", null);
    }

    private static Ending of(Exit exit, @Nullable StopCause cause) {
        return Endings.early(LIMITS).of(exit, cause);
    }

    private static void assertEnding(
            Ending ending,
            TaskState state,
            @Nullable Reason reason,
            @Nullable String detail,
            @Nullable Integer exitCode) {
        assertThat(ending.state()).isEqualTo(state);
        assertThat(ending.reason()).isEqualTo(reason);
        assertThat(ending.detail()).isEqualTo(detail);
        assertThat(ending.exitCode()).isEqualTo(exitCode);
    }
}
