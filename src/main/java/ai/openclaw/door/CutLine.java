package ai.openclaw.door;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a lane's calls wait for, so that all of it can be ended with the lane's occupant.
final class CutLine {

    /// The calls that are open, with what ends what they wait for.
    private final Map<DoorCall, Runnable> open = new ConcurrentHashMap<>();

    void begin(DoorCall call) {
        open.put(call, () -> {});
    }

    void end(DoorCall call) {
        open.remove(call);
    }

    void hold(DoorCall call, Runnable end) {
        if (open.replace(call, end) == null) {
            end.run();
        }
    }

    /// Ends every call that is open; later ones are none of its business.
    void cut() {
        for (var call : List.copyOf(open.keySet())) {
            Runnable end = open.remove(call);
            if (end != null) {
                end.run();
            }
        }
    }
}
