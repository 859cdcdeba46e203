package ai.openclaw.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A hostile program: a script with a head of comments that says what it is.
///
/// @param proves what it means if it does not get through
/// @param group `network`, `privilege`, `kernel`, `filesystem`, `neighbours` or `limits`
/// @param quick whether it also belongs to the few that run before the first task
/// @param required whether a production gateway refuses tasks when it gets through
/// @param engines where it makes sense
/// @param reads how its verdict is read
record Probe(
        String id,
        String title,
        String proves,
        String group,
        boolean quick,
        boolean required,
        List<String> engines,
        String reads,
        String script) {

    Probe {
        engines = List.copyOf(engines);
    }

    static Probe parse(String script) {
        Map<String, String> head = new HashMap<>();
        var lines = script.lines().toList();
        int body = 0;
        while (body < lines.size() && lines.get(body).startsWith("# ")) {
            var words = lines.get(body++).substring(2).split(": ", 2);
            head.put(words[0], words.length == 2 ? words[1] : "");
        }
        return new Probe(
                field(head, "id"),
                field(head, "title"),
                field(head, "proves"),
                field(head, "group"),
                field(head, "run").equals("quick"),
                field(head, "weight").equals("required"),
                List.of(field(head, "engines").split(" ")),
                field(head, "reads"),
                String.join("\n", lines.subList(body, lines.size())));
    }

    private static String field(Map<String, String> head, String name) {
        return Objects.requireNonNull(head.get(name), () -> "a probe's head lacks " + name);
    }

    Finding finding(Outcome outcome, String seen) {
        return new Finding(id, title, proves, group, required, outcome, seen);
    }
}
