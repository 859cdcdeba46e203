package ai.openclaw.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Something that sandboxes can ask the gateway for. The door finds it by path and has seen the
/// task token before it is called. Calls come from many threads, each of which may block.
public interface DoorService {

    /// Whether this path, decoded and without its query, is its own.
    boolean serves(String path);

    /// Answers. What it throws is answered with 500 and logged, an [IOException] ends the
    /// connection.
    void serve(DoorCall call) throws IOException;

    /// Refuses a caller who has shown no good token, in the words that clients of this path
    /// understand.
    void refuse(DoorRefusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException;
}
