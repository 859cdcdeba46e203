package ai.openclaw.task;

import ai.openclaw.base.Caller;
import ai.openclaw.base.Findings;
import ai.openclaw.base.InvalidRequest;
import com.fasterxml.jackson.annotation.JsonFormat;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Cancels or retries all tasks that agree with a filter.
@RestController
class BulkController {

    private final Tasks tasks;

    BulkController(Tasks tasks) {
        this.tasks = tasks;
    }

    /// @param action `cancel` or `retry`
    /// @param filter which tasks; may be empty only with `all`
    /// @param all says that an empty filter is meant
    /// @param dryRun only counts
    record BulkRequest(
            @Nullable String action,
            @Nullable BulkFilter filter,
            @Nullable Boolean all,
            @Nullable Boolean dryRun) {}

    /// The same fields as the list of tasks has, with the same meanings.
    record BulkFilter(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    @Nullable List<String> state,
            @Nullable String agent,
            @Nullable String schedule,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    @Nullable List<String> label,
            @Nullable String reason,
            @Nullable String q,
            @Nullable String from,
            @Nullable String to) {

        private TaskQuery query() {
            var parameters = new LinkedMultiValueMap<String, String>();
            add(parameters, "state", state);
            add(parameters, "agent", one(agent));
            add(parameters, "schedule", one(schedule));
            add(parameters, "label", label);
            add(parameters, "reason", one(reason));
            add(parameters, "q", one(q));
            add(parameters, "from", one(from));
            add(parameters, "to", one(to));
            return TaskFilter.of(parameters);
        }

        private static List<String> one(@Nullable String value) {
            return value == null ? List.of() : List.of(value);
        }

        private static void add(
                LinkedMultiValueMap<String, String> to, String name, @Nullable List<String> them) {
            if (them != null) {
                to.addAll(name, them);
            }
        }
    }

    /// What was done; with `dryRun` what would have been.
    record BulkAnswer(
            String action,
            boolean dryRun,
            long matched,
            long cancelled,
            long requested,
            long retried,
            long skipped) {}

    @PostMapping("/api/v1/tasks/bulk")
    BulkAnswer create(@RequestBody BulkRequest request, @Nullable Principal principal) {
        var findings = new Findings();
        var action = action(request.action(), findings);
        var query = query(request, findings);
        findings.throwIfAny();
        if (action == null || query == null) {
            throw findings.refusal();
        }
        boolean dry = Boolean.TRUE.equals(request.dryRun());
        var counts =
                dry
                        ? tasks.previewAll(action, query)
                        : tasks.changeAll(action, query, Caller.name(principal));
        return new BulkAnswer(
                action.name().toLowerCase(Locale.ROOT),
                dry,
                counts.matched(),
                counts.cancelled(),
                counts.requested(),
                counts.retried(),
                counts.skipped());
    }

    private static @Nullable BulkAction action(@Nullable String name, Findings findings) {
        for (var action : BulkAction.values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(name)) {
                return action;
            }
        }
        findings.at("action").add("must be one of " + names() + ".");
        return null;
    }

    private static @Nullable TaskQuery query(BulkRequest request, Findings findings) {
        var filter = request.filter();
        TaskQuery query = TaskQuery.ALL;
        try {
            query = filter == null ? query : filter.query();
        } catch (InvalidRequest e) {
            findings.at("filter").add(e);
            return null;
        }
        if (query.q() != null) {
            try {
                TaskSearch.pattern(query.q());
            } catch (InvalidRequest e) {
                findings.at("filter").add(e);
            }
        }
        boolean all = Boolean.TRUE.equals(request.all());
        if (query.equals(TaskQuery.ALL) && !all) {
            findings.at("filter")
                    .add("is empty, which means all tasks; if that is meant, say \"all\": true.");
        } else if (!query.equals(TaskQuery.ALL) && all) {
            findings.at("all").add("and a filter contradict each other; leave one of them out.");
        }
        return query;
    }

    private static List<String> names() {
        return Arrays.stream(BulkAction.values())
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
