package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a sandbox's volume is made of.
///
/// @param copyUp whether it takes its owner from the image's own `/workspace`
/// @param device with a file system made for this sandbox alone; null for a folder of the engine's
record Workspace(boolean copyUp, DiskFolder.@Nullable Device device) {

    private static final String DEVICE = "device";

    VolumeOptions options(Map<String, String> labels, boolean copyUp) {
        var options = new VolumeOptions().withNoCopy(!copyUp).withLabels(labels);
        return device == null ? options : options.withDriverConfig(driver(device));
    }

    /// What is deleted goes back to the host at once (`discard`).
    private static Driver driver(DiskFolder.Device device) {
        return new Driver()
                .withName("local")
                .withOptions(
                        Map.of(
                                "type",
                                "ext4",
                                DEVICE,
                                device.path().toString(),
                                "o",
                                "nosuid,nodev,discard"));
    }

    /// The device that a volume with these options is on; empty text for none.
    static String device(@Nullable Map<String, String> options) {
        String device = options == null ? null : options.get(DEVICE);
        return device == null ? "" : device;
    }
}
