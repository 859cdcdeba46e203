package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.Marks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What we make is known by these labels and names. They are part of the public contract.
final class Labels {

    private static final String INSTANCE = "ai.openclaw.instance";
    private static final String NODE = "ai.openclaw.node";
    private static final String SANDBOX = "ai.openclaw.sandbox";

    /// On a lane's network: its number. On the relay: what it was made by.
    static final String LANE = "ai.openclaw.lane";

    static final String RECIPE = "ai.openclaw.door";

    /// On an image: `/bin/sh` is there, `/workspace` and `/workspace/out` belong to this user and
    /// group (`10001:10001`), and `/workspace/out` is empty.
    static final String WORKSPACE = "ai.openclaw.workspace";

    private final Marks marks;

    Labels(Marks marks) {
        this.marks = marks;
    }

    /// For a container or volume of this sandbox.
    Map<String, String> of(UUID sandbox) {
        return Map.of(
                INSTANCE, marks.instance().toString(),
                NODE, marks.node().toString(),
                SANDBOX, sandbox.toString());
    }

    /// For the network of a lane.
    Map<String, String> ofLane(int number) {
        return Map.of(
                INSTANCE, marks.instance().toString(),
                NODE, marks.node().toString(),
                LANE, Integer.toString(number));
    }

    /// For the relay.
    Map<String, String> ofDoor(String recipe) {
        return Map.of(
                INSTANCE, marks.instance().toString(),
                NODE, marks.node().toString(),
                RECIPE, recipe);
    }

    /// The filter that finds our lanes.
    List<String> laneFilter() {
        return List.of(INSTANCE + "=" + marks.instance(), NODE + "=" + marks.node(), LANE);
    }

    /// Of a lane's network.
    String lane(int number) {
        return "openclaw-net-" + Lane.shortId(marks.node()) + "-" + number;
    }

    /// Of the relay.
    String door() {
        return "openclaw-door-" + Lane.shortId(marks.node());
    }

    UUID node() {
        return marks.node();
    }

    /// The filter that finds all of ours and nothing else.
    List<String> filter() {
        return List.of(INSTANCE + "=" + marks.instance(), NODE + "=" + marks.node(), SANDBOX);
    }

    /// Whether these labels are of this installation and node.
    boolean ours(@Nullable Map<String, String> labels) {
        return labels != null
                && marks.instance().toString().equals(labels.get(INSTANCE))
                && marks.node().toString().equals(labels.get(NODE));
    }

    /// The sandbox that these labels name.
    static Optional<UUID> sandbox(@Nullable Map<String, String> labels) {
        String id = labels == null ? null : labels.get(SANDBOX);
        try {
            return Optional.ofNullable(id).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Of its container and of its volume.
    static String name(UUID sandbox) {
        return "openclaw-sbx-" + sandbox;
    }

    /// Of the container that gives a volume its owner and is never started.
    static String seedName(UUID sandbox) {
        return name(sandbox) + "-seed";
    }
}
