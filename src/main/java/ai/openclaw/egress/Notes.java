package ai.openclaw.egress;

import ai.openclaw.auth.TaskCaller;
import java.util.Map;

/// Where it is written down what went out and what did not.
@FunctionalInterface
interface Notes {

    void note(TaskCaller caller, String kind, Map<String, Object> detail);
}
