package ai.openclaw.doctor;

/// A required probe did not hold, and this installation runs nothing then. The message is for a
/// person and names the probe.
public class NotIsolated extends Exception {

    private static final long serialVersionUID = 1L;

    NotIsolated(Finding broken) {
        super(
                "The isolation probe '"
                        + broken.probe()
                        + "' did not hold ("
                        + broken.seen()
                        + "), so nothing was started; openclaw doctor says more");
    }
}
