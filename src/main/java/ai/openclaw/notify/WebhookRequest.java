package ai.openclaw.notify;

import ai.openclaw.base.FieldError;
import ai.openclaw.base.Findings;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Text;
import ai.openclaw.base.WebUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A webhook as a client wants it, unchecked.
///
/// @param events absent: all
/// @param enabled absent: true
public record WebhookRequest(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<@Nullable String> events,
        @Nullable Boolean enabled) {

    private static final int LONGEST_DESCRIPTION = 200;

    /// A checked one, with what was left out filled in.
    record Checked(String url, String description, List<String> events, boolean enabled) {}

    Checked checked() {
        var findings = new Findings();
        if (url == null) {
            findings.at("url").add("is missing: say where events go.");
        }
        WebUrl.check(url, findings.at("url"));
        var errors = new ArrayList<FieldError>();
        Text.line(errors, "description", description, LONGEST_DESCRIPTION);
        if (!errors.isEmpty()) {
            findings.add(new InvalidRequest(errors));
        }
        var names = events == null ? List.of("*") : events;
        if (names.isEmpty() || names.size() > EventType.values().length) {
            findings.at("events").add("may not be empty; leave it out for all, or switch it off.");
        }
        var known = new ArrayList<String>();
        for (int i = 0; i < names.size() && !findings.full(); i++) {
            String name = names.get(i);
            if (name != null && (name.equals("*") || EventType.parse(name).isPresent())) {
                known.add(name);
            } else {
                findings.at("events").at(i).add("must be * or one of " + EventType.names() + ".");
            }
        }
        findings.throwIfAny();
        return new Checked(
                url == null ? "" : url,
                description == null ? "" : description,
                known.stream().distinct().toList(),
                enabled == null || enabled);
    }
}
