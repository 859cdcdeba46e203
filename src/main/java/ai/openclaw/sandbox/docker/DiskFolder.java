package ai.openclaw.sandbox.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The folder that `scripts/prepare-disks.sh` made: for each disk `<n>.img` and, in `<n>.device`,
/// the name of the loop device that it is behind.
///
/// @param system where the kernel shows its block devices: `/sys/block`
record DiskFolder(Path folder, Path system) {

    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,4})\\.device");
    private static final Pattern LOOP = Pattern.compile("/dev/(loop\\d{1,6})");

    /// @param bytes that it has room for
    record Device(Path path, long bytes) {}

    /// @param problems what stands against the others, each as a sentence
    record Found(List<Device> devices, List<String> problems) {}

    static DiskFolder of(Path folder) {
        return new DiskFolder(folder, Path.of("/sys/block"));
    }

    /// Those whose loop device really has its image behind it, the smallest first. After the host
    /// was started anew the same name may belong to something else.
    Found look() {
        var devices = new ArrayList<Device>();
        var problems = new ArrayList<String>();
        try (var all = Files.newDirectoryStream(folder, "*.device")) {
            for (Path file : all) {
                var number = NUMBERED.matcher(file.getFileName().toString());
                if (number.matches()) {
                    try {
                        devices.add(device(number.group(1), file));
                    } catch (IOException e) {
                        problems.add(
                                "The disk "
                                        + folder.resolve(number.group(1) + ".img")
                                        + " cannot be used, "
                                        + e.getMessage()
                                        + ": run scripts/prepare-disks.sh again.");
                    }
                }
            }
        } catch (IOException e) {
            problems.add("OPENCLAW_DISKS cannot be read: " + e);
        }
        if (devices.isEmpty() && problems.isEmpty()) {
            problems.add(
                    "There are no disks in " + folder + ": scripts/prepare-disks.sh makes some.");
        }
        devices.sort(
                Comparator.comparingLong(Device::bytes)
                        .thenComparing(device -> device.path().toString()));
        return new Found(List.copyOf(devices), List.copyOf(problems));
    }

    private Device device(String number, Path file) throws IOException {
        String name = read(file);
        var loop = LOOP.matcher(name);
        if (!loop.matches()) {
            throw new IOException(file + " names no loop device");
        }
        var kernel = system.resolve(loop.group(1));
        var image = folder.toRealPath().resolve(number + ".img").toString();
        String behind;
        try {
            behind = read(kernel.resolve("loop/backing_file"));
        } catch (NoSuchFileException e) {
            throw new IOException(name + " is not attached", e);
        }
        if (!behind.equals(image)) {
            throw new IOException(name + " has " + behind + " behind it");
        }
        try {
            return new Device(
                    Path.of(name),
                    Math.multiplyExact(Long.parseLong(read(kernel.resolve("size"))), 512));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IOException(name + " has no size", e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
