package ai.openclaw.task;

import ai.openclaw.agent.SpecRules;
import ai.openclaw.base.Findings;
import ai.openclaw.base.WebUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request must be like, apart from its agent and its files.
final class TaskRules {

    private static final Pattern AGENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    // No colon: filters say key:value.
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");
    private static final int LONGEST_PROMPT = 1_000_000;
    private static final Duration FURTHEST = Duration.ofDays(366);

    private TaskRules() {}

    static void check(TaskRequest request, Instant now, Findings findings) {
        if (!AGENT.matcher(request.agentOrDefault()).matches()) {
            findings.at("agent").add("must be the name of an agent, such as shell.");
        }
        prompt(request, findings.at("prompt"));
        SpecRules.argv(request.command(), findings.at("command"));
        SpecRules.env(request.env(), findings.at("env"));
        labels(request.labels(), findings.at("labels"));
        Integer priority = request.priority();
        if (priority != null && (priority < -3600 || priority > 3600)) {
            findings.at("priority")
                    .add(
                            "is a head start in seconds between -3600 and 3600, not "
                                    + priority
                                    + ".");
        }
        if (request.runAt() != null && request.runAt().isAfter(now.plus(FURTHEST))) {
            findings.at("runAt").add("may be at most 366 days ahead.");
        }
        SpecRules.duration(request.queueTtl(), findings.at("queueTtl"));
        SpecRules.duration(request.timeout(), findings.at("timeout"));
        SpecRules.retry(request.retry(), findings.at("retry"));
        SpecRules.limits(request.limits(), findings.at("limits"));
        SpecRules.budget(request.budget(), findings.at("budget"));
        name(request.concurrencyKey(), findings.at("concurrencyKey"));
        WebUrl.check(request.callbackUrl(), findings.at("callbackUrl"));
    }

    private static void prompt(TaskRequest request, Findings findings) {
        String prompt = request.prompt();
        if (prompt == null) {
            if (request.command() == null) {
                findings.add("is missing: give a prompt or a command.");
            }
        } else if (prompt.isBlank()) {
            findings.add("may not be empty.");
        } else {
            SpecRules.text(prompt, LONGEST_PROMPT, findings);
        }
    }

    private static void labels(@Nullable Map<String, String> request, Findings findings) {
        if (request == null) {
            return;
        }
        Map<String, @Nullable String> labels = new LinkedHashMap<>(request);
        if (labels.size() > 64) {
            findings.add("may have at most 64 entries.");
        }
        labels.forEach((key, value) -> {
            if (!LABEL.matcher(key).matches()) {
                findings.at(key)
                        .add(
                                "is not a label's name: at most 63 letters, digits, dots,"
                                        + " slashes, hyphens and underscores.");
            }
            if (value == null) {
                findings.at(key).add("may not be null.");
            }
            SpecRules.line(value, 255, findings.at(key));
        });
    }

    private static void name(@Nullable String text, Findings findings) {
        if (text != null && text.isBlank()) {
            findings.add("may not be empty; leave it out.");
        }
        SpecRules.line(text, 200, findings);
    }
}
