package ai.openclaw.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Disks that root prepared for sandboxes (`scripts/prepare-disks.sh`).
///
/// @param disks `OPENCLAW_DISKS`: the folder with their images and the names of their devices; null
///   or blank for none
/// @param sandbox `OPENCLAW_SANDBOX_IMAGE`
@ConfigurationProperties("openclaw")
public record DiskSettings(@Nullable String disks, @DefaultValue Formatter sandbox) {

    /// Without any.
    public static final DiskSettings NONE = new DiskSettings(null, new Formatter(""));

    /// @param image with `mkfs.ext4`, `debugfs` and `blkdiscard`: a container of it formats where
    ///   the gateway itself may not
    public record Formatter(@DefaultValue("openclaw-sandbox:local") String image) {}

    /// Where they are, if there are some.
    public Optional<Path> folder() {
        return Optional.ofNullable(disks)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder.strip()));
    }
}
