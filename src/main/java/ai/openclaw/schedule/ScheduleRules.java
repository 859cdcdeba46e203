package ai.openclaw.schedule;

import ai.openclaw.agent.SpecRules;
import ai.openclaw.base.Findings;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.StringNode;

/// What a schedule must be like, its task included: that is checked as if it were submitted now.
@Component
class ScheduleRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Duration LONGEST = Duration.ofDays(3660);

    private final Tasks tasks;

    ScheduleRules(Tasks tasks) {
        this.tasks = tasks;
    }

    /// @throws InvalidRequest naming everything that is wrong
    void check(String name, ScheduleSpec spec, Instant now) {
        var findings = new Findings();
        if (!NAME.matcher(name).matches()) {
            findings.at("name")
                    .add(
                            "must be 1 to 63 lower-case letters, digits and hyphens, and not begin"
                                    + " with a hyphen.");
        }
        SpecRules.text(spec.description(), 2_000, findings.at("description"));
        TimingRules.check(spec.timing(), findings);
        policy(spec.policy(), findings);
        task(spec, now, findings);
        findings.throwIfAny();
    }

    private static void policy(Policy policy, Findings findings) {
        SpecRules.between(policy.missedLimit(), 1, 1_000, findings.at("missedLimit"));
        SpecRules.between(
                policy.disableAfterFailures(), 1, 1_000, findings.at("disableAfterFailures"));
        var deadline = policy.missedDeadline();
        if (deadline != null
                && (deadline.compareTo(Duration.ofMinutes(1)) < 0
                        || deadline.compareTo(LONGEST) > 0)) {
            findings.at("missedDeadline").add("must be between PT1M and P3660D, such as PT6H.");
        }
    }

    private void task(ScheduleSpec spec, Instant now, Findings findings) {
        int before = findings.count();
        var sample =
                new Templates.Values(now, ZoneId.of("UTC"), now, StringNode.valueOf("a result"));
        var filled = Templates.fill(spec.task(), sample, findings);
        if (findings.count() > before) {
            return;
        }
        try {
            tasks.check(filled);
        } catch (InvalidRequest e) {
            findings.add(e);
        }
    }
}
