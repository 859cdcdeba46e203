package ai.openclaw.egress;

import java.util.UUID;
import java.util.concurrent.Semaphore;

/// A sandbox that is being served.
///
/// @param lookups turns at looking names up, so that one sandbox leaves some to others
record Guest(UUID sandbox, Ledger ledger, Semaphore lookups) {

    private static final int LOOKUPS = 4;

    Guest(UUID sandbox, Notes notes) {
        this(sandbox, new Ledger(notes), new Semaphore(LOOKUPS));
    }
}
