package ai.openclaw.base;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/// New ids: UUID version 7 (RFC 9562), so that the order of ids is the order of creation.
public final class Ids {

    private Ids() {}

    /// A new id, greater than every id made before it by this process.
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
