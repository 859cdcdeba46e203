package ai.openclaw.dashboard;

import ai.openclaw.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One of the switches above the list of tasks.
///
/// @param count empty for none
record StateTab(String word, String href, String count, boolean current) {

    static List<StateTab> of(ListFilter filter, Map<TaskState, String> counts) {
        var tabs = new ArrayList<StateTab>();
        tabs.add(tab("All", filter, null, ""));
        for (var state : TaskState.values()) {
            tabs.add(tab(Shown.word(state), filter, state, counts.getOrDefault(state, "")));
        }
        return List.copyOf(tabs);
    }

    private static StateTab tab(
            String word, ListFilter filter, @Nullable TaskState state, String count) {
        return new StateTab(word, filter.with(state), count, filter.state() == state);
    }
}
