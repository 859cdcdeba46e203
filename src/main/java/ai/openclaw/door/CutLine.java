package ai.openclaw.door;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a lane's calls wait for, so that all of it can be ended with the lane's occupant.
final class CutLine {

    private final Map<DoorCall, Runnable> ends = new ConcurrentHashMap<>();
    private final Map<DoorCall, Boolean> open = new ConcurrentHashMap<>();

    void begin(DoorCall call) {
        open.put(call, true);
    }

    void end(DoorCall call) {
        open.remove(call);
        ends.remove(call);
    }

    void hold(DoorCall call, Runnable end) {
        ends.put(call, end);
        if (!open.containsKey(call) && ends.remove(call, end)) {
            end.run();
        }
    }

    /// Ends every call that is open; later ones are none of its business.
    void cut() {
        for (var call : List.copyOf(open.keySet())) {
            open.remove(call);
            Runnable end = ends.remove(call);
            if (end != null) {
                end.run();
            }
        }
    }
}
