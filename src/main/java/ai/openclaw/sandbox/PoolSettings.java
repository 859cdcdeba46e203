package ai.openclaw.sandbox;

import ai.openclaw.base.ByteSize;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How far the pool of warm sandboxes may go; set by `OPENCLAW_POOL_MOST` and so on.
///
/// @param most warm sandboxes of all agents together; 0 for none at all
/// @param age after which a warm sandbox is replaced
/// @param memoryReserve memory of this host that must be available, or the pool is emptied
/// @param diskReserve free disk where sandboxes' files lie, likewise
@ConfigurationProperties("openclaw.pool")
public record PoolSettings(
        @DefaultValue("8") int most,
        @DefaultValue("PT1H") Duration age,
        @DefaultValue("512m") ByteSize memoryReserve,
        @DefaultValue("2g") ByteSize diskReserve) {

    /// Leaves at least half of the lanes to tasks. A warm sandbox has one as well, and with all of
    /// them taken so, a task of another kind would wait for ever.
    ///
    /// @param lanes that there may be; 0 for none, and then nobody needs any
    PoolSettings within(int lanes) {
        return lanes == 0
                ? this
                : new PoolSettings(Math.min(most, lanes / 2), age, memoryReserve, diskReserve);
    }
}
