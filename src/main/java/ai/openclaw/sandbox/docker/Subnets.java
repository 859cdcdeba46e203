package ai.openclaw.sandbox.docker;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/// Cuts lanes out of the configured subnets. Each node begins at a place of its own, so that two on
/// one engine, neither of which asks the other, rarely want the same one. Pure.
///
/// @param pools where lanes may lie
/// @param node decides where in them to begin
record Subnets(List<Subnet> pools, UUID node) {

    /// Bits of a lane: 8 addresses, of which the bridge, the gateway and the sandbox have one each.
    static final int LANE = 29;

    /// Lanes side by side that one node would fill before it gets to the next one's.
    private static final int BLOCK = 32;

    Subnets {
        pools = List.copyOf(pools);
        for (var pool : pools) {
            if (pool.prefix() > LANE || pool.prefix() < 8) {
                throw new IllegalArgumentException(
                        pool + " is too small or too large for lanes: from /8 to /" + LANE);
            }
        }
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("there must be a subnet for lanes");
        }
    }

    /// The first one from this node's place on that overlaps with nothing.
    ///
    /// @param used by anybody, of any size
    Optional<Subnet> free(Collection<Subnet> used) {
        long all = pools.stream().mapToLong(Subnets::lanes).sum();
        long blocks = Math.max(1, all / BLOCK);
        long first = Math.floorMod(node.getLeastSignificantBits(), blocks) * BLOCK;
        return LongStream.range(0, all)
                .mapToObj(i -> lane((first + i) % all))
                .filter(lane -> used.stream().noneMatch(lane::overlaps))
                .findFirst();
    }

    private Subnet lane(long number) {
        long left = number;
        for (var pool : pools) {
            if (left < lanes(pool)) {
                return new Subnet(pool.base() + left * 8, LANE);
            }
            left -= lanes(pool);
        }
        throw new IllegalArgumentException("there is no lane " + number);
    }

    private static long lanes(Subnet pool) {
        return pool.size() / 8;
    }
}
