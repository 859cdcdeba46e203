package ai.openclaw.dashboard;

import ai.openclaw.task.TaskState;
import ai.openclaw.task.Tasks;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// How many tasks there are in each state, as a page says it. Counting stops at a thousand: nobody
/// reads further, and the list stays fast with a million.
@Component
class Counts {

    private static final int MOST = 999;

    private final Tasks tasks;

    Counts(Tasks tasks) {
        this.tasks = tasks;
    }

    /// `12`, `999+`, or empty for none.
    String of(TaskState state) {
        return said(tasks.count(state, MOST + 1));
    }

    Map<TaskState, String> all() {
        var all = new EnumMap<TaskState, String>(TaskState.class);
        for (var state : TaskState.values()) {
            all.put(state, of(state));
        }
        return all;
    }

    static String said(int count) {
        if (count == 0) {
            return "";
        }
        return count > MOST ? MOST + "+" : Integer.toString(count);
    }
}
