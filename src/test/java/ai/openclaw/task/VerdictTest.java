package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.RetryPolicy;
import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Reason;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final TaskSettings SETTINGS =
            new TaskSettings(
                    ByteSize.parse("4m"),
                    ByteSize.parse("4m"),
                    ByteSize.parse("1g"),
                    ByteSize.parse("1g"),
                    50,
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    3,
                    Duration.ofSeconds(1),
                    5);

    private static RetryPolicy retry(int attempts, Reason... on) {
        return new RetryPolicy(
                attempts, Duration.ofSeconds(10), 2.0, Duration.ofSeconds(60), Set.of(on));
    }

    private static Verdict verdict(
            Reason reason, RetryPolicy policy, int failures, int spoiled, boolean cancel) {
        return Verdict.of(
                Claims.failure(reason),
                new Progress(failures, spoiled, false, cancel, Usage.NONE, policy),
                SETTINGS,
                0.5);
    }

    @Test
    void failureThatThePolicyNamesIsTriedAgainUntilTheAttemptsAreUsedUp() {
        var policy = retry(3, Reason.EXIT_CODE);

        assertThat(verdict(Reason.EXIT_CODE, policy, 0, 0, false))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(10), true));
        assertThat(verdict(Reason.EXIT_CODE, policy, 1, 0, false))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(20), true));
        assertThat(verdict(Reason.EXIT_CODE, policy, 2, 0, false))
                .isEqualTo(new Verdict.Over(TaskState.FAILED, Reason.EXIT_CODE, "It failed."));
        assertThat(verdict(Reason.TIMEOUT, policy, 0, 0, false)).isInstanceOf(Verdict.Over.class);
    }

    @Test
    void waitIsCappedAndSpread() {
        var policy = retry(100, Reason.EXIT_CODE);

        assertThat(verdict(Reason.EXIT_CODE, policy, 90, 0, false))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(60), true));
        var progress = new Progress(0, 0, false, false, Usage.NONE, policy);
        assertThat(Verdict.of(Claims.failure(Reason.EXIT_CODE), progress, SETTINGS, 0))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(8), true));
        assertThat(Verdict.of(Claims.failure(Reason.EXIT_CODE), progress, SETTINGS, 1))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(12), true));
    }

    @Test
    void ourOwnFailureIsMadeGoodThreeTimesAndThenCounts() {
        var policy = retry(1, Reason.INFRASTRUCTURE);

        assertThat(verdict(Reason.INFRASTRUCTURE, policy, 0, 0, false))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(1), false));
        assertThat(verdict(Reason.INFRASTRUCTURE, policy, 0, 2, false))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(16), false));
        assertThat(verdict(Reason.INFRASTRUCTURE, policy, 0, 3, false))
                .isInstanceOf(Verdict.Over.class);
        assertThat(verdict(Reason.INFRASTRUCTURE, retry(2, Reason.INFRASTRUCTURE), 0, 3, false))
                .isInstanceOfSatisfying(
                        Verdict.Again.class, it -> assertThat(it.counts()).isTrue());
        assertThat(verdict(Reason.INFRASTRUCTURE, retry(5, Reason.EXIT_CODE), 0, 0, false))
                .isInstanceOf(Verdict.Over.class);
    }

    @Test
    void crashesByTheTasksOwnDoingCountAsItsFailures() {
        var once = new Progress(0, 0, true, false, Usage.NONE, retry(1, Reason.INFRASTRUCTURE));
        var twice = new Progress(0, 0, true, false, Usage.NONE, retry(2, Reason.INFRASTRUCTURE));

        assertThat(Verdict.of(Claims.failure(Reason.INFRASTRUCTURE), once, SETTINGS, 0.5))
                .isInstanceOfSatisfying(
                        Verdict.Over.class,
                        it -> assertThat(it.detail()).contains("taken for the cause"));
        assertThat(Verdict.of(Claims.failure(Reason.INFRASTRUCTURE), twice, SETTINGS, 0.5))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(10), true));
    }

    @Test
    void cancellationWinsOverAnotherAttemptAndNothingElse() {
        var policy = retry(3, Reason.EXIT_CODE);

        assertThat(verdict(Reason.EXIT_CODE, policy, 0, 0, true))
                .isInstanceOfSatisfying(
                        Verdict.Over.class,
                        it -> assertThat(it.state()).isEqualTo(TaskState.CANCELLED));
        assertThat(verdict(Reason.TIMEOUT, policy, 0, 0, true))
                .isEqualTo(new Verdict.Over(TaskState.FAILED, Reason.TIMEOUT, "It failed."));
        assertThat(
                        Verdict.of(
                                Claims.success(),
                                new Progress(0, 0, false, true, Usage.NONE, policy),
                                SETTINGS,
                                0.5))
                .isEqualTo(new Verdict.Over(TaskState.SUCCEEDED, null, null));
    }
}
