package ai.openclaw.worker;

/// The gateway stops, and the program runs on without it: the attempt is neither over nor given up.
final class Detached extends Exception {

    private static final long serialVersionUID = 1L;

    Detached() {
        super(null, null, false, false);
    }
}
