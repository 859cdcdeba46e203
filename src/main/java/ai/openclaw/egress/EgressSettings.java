package ai.openclaw.egress;

import ai.openclaw.base.AddressRange;
import ai.openclaw.base.CannotStart;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/// How sandboxes get to hosts outside: `OPENCLAW_EGRESS_PRIVATE` and so on.
///
/// @param closed `OPENCLAW_EGRESS_PRIVATE`: address ranges that may be reached although they are
///   private
/// @param connections of one sandbox at a time
/// @param connect to a host
/// @param silence between two bytes of a connection, in either direction
@ConfigurationProperties("openclaw.egress")
record EgressSettings(
        @Name("private") @DefaultValue List<String> closed,
        @DefaultValue("48") int connections,
        @DefaultValue("PT10S") Duration connect,
        @DefaultValue("PT5M") Duration silence) {

    EgressSettings {
        closed = closed.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
        for (String range : closed) {
            if (AddressRange.parse(range).isEmpty()) {
                throw new CannotStart(
                        "OPENCLAW_EGRESS_PRIVATE has " + range + ", which is no address range.",
                        "Write ranges such as 10.1.0.0/16, separated by commas.");
            }
        }
        if (connections < 1 || connections > 48) {
            throw new CannotStart(
                    "OPENCLAW_EGRESS_CONNECTIONS is " + connections + ".",
                    "A lane carries between 1 and 48 connections of the proxy's.");
        }
        if (!connect.isPositive() || !silence.isPositive()) {
            throw new CannotStart(
                    "OPENCLAW_EGRESS_CONNECT and OPENCLAW_EGRESS_SILENCE must be longer than 0.",
                    "Write durations such as PT10S.");
        }
    }

    List<AddressRange> ranges() {
        return closed.stream().map(AddressRange::of).toList();
    }
}
