package ai.openclaw.sandbox;

import org.jspecify.annotations.Nullable;

/// What answers in the lanes.
///
/// @param gateway to every sandbox that has one; null: there are no lanes
/// @param egress besides, to those of [NetworkMode#EGRESS]; null: they get no further than others
public record LaneDoors(@Nullable LaneDoor gateway, @Nullable EgressDoor egress) {

    public static final LaneDoors NONE = new LaneDoors(null, null);
}
