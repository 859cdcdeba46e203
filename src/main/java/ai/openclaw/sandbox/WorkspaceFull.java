package ai.openclaw.sandbox;

import java.io.IOException;

/// What is to be put in does not fit into the sandbox's limit of disk.
public final class WorkspaceFull extends IOException {

    private static final long serialVersionUID = 1;

    public WorkspaceFull(String message, Throwable cause) {
        super(message, cause);
    }
}
