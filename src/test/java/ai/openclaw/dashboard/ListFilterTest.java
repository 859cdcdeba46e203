package ai.openclaw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Reason;
import ai.openclaw.task.TaskState;
import org.junit.jupiter.api.Test;

class ListFilterTest {

    @Test
    void whatMakesNoSenseCountsAsNotSaid() {
        assertThat(ListFilter.of("running", "", "WHATEVER", " \0 ").empty()).isTrue();
        assertThat(ListFilter.of(null, null, null, "ab").query().q()).isNull();
    }

    @Test
    void addressKeepsEverythingAndEscapesIt() {
        var filter = ListFilter.of("FAILED", "shell", "TIMEOUT", "a&b=c <d>");
        assertThat(filter.state()).isEqualTo(TaskState.FAILED);
        assertThat(filter.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(filter.address("x"))
                .isEqualTo(
                        "/?state=FAILED&agent=shell&reason=TIMEOUT&q=a%26b%3Dc+%3Cd%3E&cursor=x");
        assertThat(filter.with(null)).doesNotContain("state");
        assertThat(ListFilter.of(null, null, null, null).address(null)).isEqualTo("/");
    }
}
