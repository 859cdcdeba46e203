package ai.openclaw.task;

import ai.openclaw.base.Findings;
import ai.openclaw.base.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Reads a [TaskQuery] from the parameters of a list. An empty one is as good as none; an unknown
/// one is refused, because the list would show what was not asked for.
final class TaskFilter {

    private static final Set<String> KNOWN =
            Set.of(
                    "state",
                    "agent",
                    "schedule",
                    "label",
                    "reason",
                    "q",
                    "from",
                    "to",
                    "limit",
                    "cursor");

    private final MultiValueMap<String, String> parameters;
    private final Findings findings = new Findings();

    private TaskFilter(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /// @throws ai.openclaw.base.InvalidRequest naming every parameter that is wrong
    static TaskQuery of(MultiValueMap<String, String> parameters) {
        return new TaskFilter(parameters).query();
    }

    private TaskQuery query() {
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name)) {
                findings.at(name).add("is not a filter; there are " + sorted(KNOWN) + ".");
            }
        }
        var states = EnumSet.noneOf(TaskState.class);
        for (String state : all("state")) {
            var known = constant(TaskState.class, state, "state");
            if (known != null) {
                states.add(known);
            }
        }
        String reason = one("reason");
        var query =
                new TaskQuery(
                        states,
                        one("agent"),
                        one("schedule"),
                        labels(),
                        reason == null ? null : constant(Reason.class, reason, "reason"),
                        one("q"),
                        instant("from"),
                        instant("to"));
        findings.throwIfAny();
        return query;
    }

    private Map<String, String> labels() {
        var labels = new HashMap<String, String>();
        for (String label : all("label")) {
            int colon = label.indexOf(':');
            if (colon < 1) {
                findings.at("label").add("must be a name and a value, such as team:web.");
            } else if (labels.size() == 8) {
                findings.at("label").add("may be given at most 8 times.");
                break;
            } else {
                String before = labels.put(label.substring(0, colon), label.substring(colon + 1));
                if (before != null && !label.endsWith(":" + before)) {
                    findings.at("label").add("is given twice with different values.");
                }
            }
        }
        return labels;
    }

    private @Nullable Instant instant(String name) {
        String text = one(name);
        try {
            if (text == null) {
                return null;
            }
            var instant = Instant.parse(text);
            if (Math.abs(instant.getEpochSecond()) < 1L << 37) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        findings.at(name).add("must be a time such as 2030-01-31T12:00:00Z.");
        return null;
    }

    private <E extends Enum<E>> @Nullable E constant(Class<E> type, String text, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        findings.at(name).add("must be one of " + List.of(type.getEnumConstants()) + ".");
        return null;
    }

    private @Nullable String one(String name) {
        var values = all(name);
        if (values.size() > 1) {
            findings.at(name).add("may be given once.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private List<String> all(String name) {
        var values = parameters.getOrDefault(name, List.of()).stream();
        return values.filter(it -> it != null && !it.isEmpty())
                .peek(it -> {
                    if (it.indexOf('\0') >= 0) {
                        findings.at(name).add("may not hold a NUL character.");
                    }
                })
                .toList();
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
