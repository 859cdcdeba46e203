package ai.openclaw.base;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;

/// New ids: UUID version 7 (RFC 9562), so that the order of ids is the order of creation.
public final class Ids {

    private Ids() {}

    /// A new id, greater than every id made before it by this process.
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /// The least id of a moment: whatever was made before has a smaller one, as far as clocks
    /// agree. The greatest there is for a moment that none can have.
    public static UUID least(Instant at) {
        long millis =
                Math.clamp(at.getEpochSecond(), 0, (1L << 37)) * 1000 + at.getNano() / 1_000_000;
        return new UUID(Math.min(millis, (1L << 48) - 1) << 16 | 0x7000, 0x8000000000000000L);
    }
}
