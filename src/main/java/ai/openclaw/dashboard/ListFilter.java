package ai.openclaw.dashboard;

import ai.openclaw.base.Reason;
import ai.openclaw.task.TaskQuery;
import ai.openclaw.task.TaskState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the list of tasks is narrowed down to. Whatever makes no sense counts as not said: this
/// comes from an address bar.
///
/// @param q empty for no search
record ListFilter(
        @Nullable TaskState state, @Nullable String agent, @Nullable Reason reason, String q) {

    private static final int SHORTEST_SEARCH = 3;
    private static final int LONGEST_SEARCH = 200;

    static ListFilter of(
            @Nullable String state,
            @Nullable String agent,
            @Nullable String reason,
            @Nullable String q) {
        var search = q == null ? "" : q.replace("\0", "").strip();
        return new ListFilter(
                constant(TaskState.class, state),
                agent == null || agent.isBlank() || agent.indexOf('\0') >= 0 ? null : agent,
                constant(Reason.class, reason),
                search.substring(0, Math.min(search.length(), LONGEST_SEARCH)));
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    TaskQuery query() {
        return new TaskQuery(
                state == null ? Set.of() : Set.of(state),
                agent,
                null,
                Map.of(),
                reason,
                searches() ? q : null,
                null,
                null);
    }

    /// Whether the search is long enough to be made.
    boolean searches() {
        return q.length() >= SHORTEST_SEARCH;
    }

    boolean empty() {
        return state == null && agent == null && reason == null && q.isEmpty();
    }

    /// The list's address with another state.
    String with(@Nullable TaskState other) {
        return new ListFilter(other, agent, reason, q).address(null);
    }

    String address(@Nullable String cursor) {
        var address = new StringBuilder();
        add(address, "state", state == null ? null : state.name());
        add(address, "agent", agent);
        add(address, "reason", reason == null ? null : reason.name());
        add(address, "q", q.isEmpty() ? null : q);
        add(address, "cursor", cursor);
        return "/" + address;
    }

    private static void add(StringBuilder address, String name, @Nullable String value) {
        if (value != null) {
            address.append(address.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
