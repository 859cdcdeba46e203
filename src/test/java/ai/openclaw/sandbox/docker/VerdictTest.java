package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.sandbox.Exit;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void ownExitCodeIsItsOwn() {
        assertThat(Verdict.of(3, false, false, false, () -> true))
                .isEqualTo(new Exit.Exited(3, false));
        assertThat(Verdict.of(137, false, false, false, () -> false))
                .isEqualTo(new Exit.Exited(137, false));
    }

    @Test
    void memoryKillOfTheProgramIsOutOfMemoryAndOfAChildIsANote() {
        assertThat(Verdict.of(137, true, false, false, () -> true))
                .isEqualTo(new Exit.OutOfMemory());
        assertThat(Verdict.of(0, true, false, false, () -> true))
                .isEqualTo(new Exit.Exited(0, true));
    }

    @Test
    void whatWeStoppedWasStoppedWhateverElseHappened() {
        assertThat(Verdict.of(137, true, true, false, () -> true)).isEqualTo(new Exit.Stopped());
        assertThat(Verdict.of(0, false, true, false, () -> false)).isEqualTo(new Exit.Stopped());
    }

    @Test
    void killFromOutsideIsLost() {
        assertThat(Verdict.of(143, false, false, false, () -> true)).isInstanceOf(Exit.Lost.class);
        assertThat(Verdict.of(137, false, false, false, () -> true)).isInstanceOf(Exit.Lost.class);
    }

    @Test
    void programThatAnswersAForeignSignalWithSuccessIsLostAllTheSame() {
        assertThat(Verdict.of(0, false, false, true, () -> false)).isInstanceOf(Exit.Lost.class);
        assertThat(Verdict.of(0, false, true, true, () -> false)).isEqualTo(new Exit.Stopped());
    }

    @Test
    void codeThatARestartedEngineMadeUpIsNone() {
        assertThat(Verdict.of(255, false, false, false, () -> true)).isInstanceOf(Exit.Lost.class);
        assertThat(Verdict.of(255, false, false, false, () -> false))
                .isEqualTo(new Exit.Exited(255, false));
    }
}
