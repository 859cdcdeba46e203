package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a gateway in a container of its own stays out of lanes rather than open a way through.
class LaneTopologyTest {

    @Test
    void networkOfItsOwnWithoutForwardingWillDo() {
        assertThat(LaneTopology.missing("openclaw_default", false, "172.20.0.3")).isEmpty();
        assertThat(LaneTopology.missing("bridge", false, "127.0.0.1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "none"})
    void withoutANetworkOfItsOwnItCannotJoin(String mode) {
        assertThat(LaneTopology.missing(mode, false, "127.0.0.1"))
                .hasValueSatisfying(why -> assertThat(why).contains("--network " + mode));
    }

    @Test
    void containerThatForwardsJoinsNone() {
        assertThat(LaneTopology.missing("bridge", true, "127.0.0.1"))
                .hasValueSatisfying(why -> assertThat(why).contains("net.ipv4.ip_forward=0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "0", ""})
    void dashboardOnEveryAddressWouldAnswerInLanes(String bind) {
        assertThat(LaneTopology.missing("bridge", false, bind))
                .hasValueSatisfying(why -> assertThat(why).contains("OPENCLAW_BIND"));
    }
}
