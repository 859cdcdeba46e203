package ai.openclaw.door;

import ai.openclaw.auth.TaskCaller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/// A request out of a sandbox whose token is good. Everything in it is hostile all the same.
public final class DoorCall {

    private final TaskCaller caller;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final CutLine cutLine;

    DoorCall(
            TaskCaller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            CutLine cutLine) {
        this.caller = caller;
        this.request = request;
        this.response = response;
        this.cutLine = cutLine;
    }

    public TaskCaller caller() {
        return caller;
    }

    public HttpServletRequest request() {
        return request;
    }

    public HttpServletResponse response() {
        return response;
    }

    /// What is to be done when the lane is cut because its sandbox has ended: it must end whatever
    /// this call waits for, quickly and from any thread. Done at once if that has happened already.
    /// The latest counts.
    public void onCut(Runnable end) {
        cutLine.hold(this, end);
    }
}
