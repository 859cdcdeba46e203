package ai.openclaw.base;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A kind of thing that becomes more with time and is removed when it is old enough. Rooms that
/// keep such things implement it; the room `retention` calls it.
public interface Expiring {

    /// Lower case, one word, such as `logs`. `OPENCLAW_RETENTION_LOGS` then says how long they are
    /// kept, unless there is a setting of its own.
    String kind();

    /// What is counted and what goes with it, as half a sentence.
    String description();

    /// Where another setting says how long.
    default @Nullable Own own() {
        return null;
    }

    /// What a run would remove now. Quick however much there is: counting stops at `most`.
    Due due(Duration keep, int most);

    /// Removes some of what is due, about `most` rows at most. Runs in the caller's transaction,
    /// which is short, and waits for nobody: what is in use is left for the next time. What a step
    /// removes stays removed, and doing it once more is fine.
    Step step(Duration keep, int most);

    /// @param setting its name in the environment
    record Own(String setting, Duration keep) {}

    /// @param bytes 0 where they are not counted
    /// @param more whether counting stopped before the end
    /// @param oldest when the oldest of them ended or was made; null if there is none
    record Due(long count, long bytes, boolean more, @Nullable Instant oldest) {

        /// @param row of columns `count`, `bytes` and `oldest`
        public static Due of(ResultSet row, int most) throws SQLException {
            long count = row.getLong("count");
            var oldest = row.getObject("oldest", OffsetDateTime.class);
            return new Due(
                    count,
                    row.getLong("bytes"),
                    count >= most,
                    oldest == null ? null : oldest.toInstant());
        }
    }

    /// What a step removed.
    ///
    /// @param more whether another one may find more
    record Step(long count, long bytes, boolean more) {

        public static final Step NONE = new Step(0, 0, false);
    }
}
