package ai.openclaw.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What hostile programs saw in a sandbox of this node.
///
/// @param node whose engine it was
/// @param sandbox that they ran in
/// @param complete whether all probes ran, or the quick ones
/// @param engineDetail its version and place
/// @param image the exact one
/// @param runtime of the engine; null for the engine's own choice
/// @param fingerprint changes with whatever isolation hangs on
/// @param millis that it took
public record Receipt(
        UUID id,
        UUID node,
        UUID sandbox,
        Instant takenAt,
        boolean complete,
        String engine,
        String engineDetail,
        String image,
        @Nullable String runtime,
        String fingerprint,
        long millis,
        List<Finding> findings) {

    public Receipt {
        findings = List.copyOf(findings);
    }

    public long count(Outcome outcome) {
        return findings.stream().filter(it -> it.outcome() == outcome).count();
    }

    /// The first required probe that did not hold, or any if none came to a verdict: an image in
    /// which nothing runs proves nothing.
    public Optional<Finding> broken() {
        var broken = findings.stream().filter(Finding::broken).findFirst();
        return broken.isEmpty() && count(Outcome.UNCLEAR) == findings.size()
                ? findings.stream().findFirst()
                : broken;
    }

    /// In one line, such as `61 probes held, 2 not applicable`.
    public String summary() {
        var line = new StringBuilder().append(count(Outcome.HELD)).append(" probes held");
        add(line, count(Outcome.NOT_HELD), "did not hold");
        add(line, count(Outcome.NOT_APPLICABLE), "not applicable");
        add(line, count(Outcome.UNCLEAR), "unclear");
        return line.toString();
    }

    private static void add(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(what);
        }
    }
}
