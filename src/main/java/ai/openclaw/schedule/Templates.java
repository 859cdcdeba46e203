package ai.openclaw.schedule;

import ai.openclaw.base.Findings;
import ai.openclaw.task.TaskRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Puts into a task what only its slot knows. `\{{` stands for itself. What is put in is not looked
/// at again, so a result that holds `{{slot}}` stays as it is.
final class Templates {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\\\\\{\\{|\\{\\{\\s*([^{}]*?)\\s*}}");

    private final Map<String, String> values;
    private final Findings findings;

    private Templates(Map<String, String> values, Findings findings) {
        this.values = values;
        this.findings = findings;
    }

    /// @param lastSuccess null before the first
    /// @param result of the last success, or null
    record Values(
            Instant slot, ZoneId zone, @Nullable Instant lastSuccess, @Nullable JsonNode result) {

        private Map<String, String> byName() {
            var text = result == null || result.isNull() ? "" : result.toString();
            return Map.of(
                    "slot",
                    slot.toString(),
                    "date",
                    LocalDate.ofInstant(slot, zone).toString(),
                    "lastSuccess.at",
                    lastSuccess == null ? "" : lastSuccess.toString(),
                    "lastSuccess.result",
                    result != null && result.isString() ? result.asString() : text);
        }
    }

    /// @param findings takes what is no placeholder, by the field it stands in
    static TaskRequest fill(TaskRequest task, Values values, Findings findings) {
        return new Templates(values.byName(), findings).fill(task);
    }

    private TaskRequest fill(TaskRequest task) {
        return new TaskRequest(
                task.agent(),
                fill(task.prompt(), findings.at("prompt")),
                all(task.command(), findings.at("command")),
                files(task.files()),
                all(task.env(), findings.at("env")),
                all(task.labels(), findings.at("labels")),
                task.priority(),
                task.runAt(),
                task.queueTtl(),
                task.timeout(),
                task.retry(),
                task.limits(),
                task.budget(),
                task.concurrencyKey(),
                task.callbackUrl());
    }

    private @Nullable List<String> all(@Nullable List<String> texts, Findings at) {
        if (texts == null) {
            return null;
        }
        var filled = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            filled.add(fill(texts.get(i), at.at(i)));
        }
        return filled;
    }

    private @Nullable Map<String, String> all(@Nullable Map<String, String> texts, Findings at) {
        if (texts == null) {
            return null;
        }
        var filled = new LinkedHashMap<String, String>();
        texts.forEach((name, text) -> filled.put(name, fill(text, at.at(name))));
        return filled;
    }

    private @Nullable List<TaskRequest.File> files(@Nullable List<TaskRequest.File> files) {
        if (files == null) {
            return null;
        }
        var filled = new ArrayList<TaskRequest.File>();
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i);
            filled.add(
                    file == null || (file.encoding() != null && !file.encoding().equals("utf-8"))
                            ? file
                            : new TaskRequest.File(
                                    file.path(),
                                    fill(file.content(), findings.at("files").at(i).at("content")),
                                    file.encoding(),
                                    file.upload(),
                                    file.unpack()));
        }
        return filled;
    }

    // JSON can hold null where the type says there is none; the task's own rules tell.
    @SuppressWarnings("NullAway")
    private String fill(@Nullable String text, Findings at) {
        if (text == null || !text.contains("{{")) {
            return text;
        }
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found, at)));
    }

    private String value(MatchResult found, Findings at) {
        String name = found.group(1);
        if (name == null) {
            return "{{";
        }
        String value = values.get(name);
        if (value == null) {
            at.add(
                    "has the unknown placeholder {{"
                            + (name.length() > 40 ? name.substring(0, 40) + "…" : name)
                            + "}}; there are "
                            + values.keySet().stream().sorted().toList()
                            + ", and \\{{ stands for the braces themselves.");
            return "";
        }
        return value;
    }
}
