package ai.openclaw.task;

import ai.openclaw.base.Findings;
import ai.openclaw.base.TooLarge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Checks the files of a request and takes their content.
final class FileRules {

    private static final int MOST = 1_000;
    private static final int INLINE = 1 << 20;

    private FileRules() {}

    /// @return the files without fault
    /// @throws TooLarge if the contents have more than 1 MiB in all
    static List<InputFile> check(@Nullable List<TaskRequest.File> request, Findings findings) {
        if (request == null) {
            return List.of();
        }
        if (request.size() > MOST) {
            findings.add("may have at most " + MOST + " entries; upload a tar instead.");
            return List.of();
        }
        List<TaskRequest.@Nullable File> files = new ArrayList<>(request);
        var checked = new ArrayList<InputFile>();
        var unpacked = new HashMap<String, Boolean>();
        long inline = 0;
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i);
            var at = findings.at(i);
            if (file == null) {
                at.add("may not be null.");
                continue;
            }
            boolean unpack = Boolean.TRUE.equals(file.unpack());
            path(file.path(), unpack, unpacked, at.at("path"));
            var input = input(file, unpack, at);
            if (input != null) {
                checked.add(input);
            }
            if (input instanceof InputFile.Inline(String _, byte[] content)) {
                inline += content.length;
            }
            if (inline > INLINE) {
                throw new TooLarge(
                        findings.field(),
                        "Content in the request may have at most 1 MiB in all; use POST"
                                + " /api/v1/uploads for more.");
            }
        }
        overlaps(unpacked, files, findings);
        return checked;
    }

    private static void path(
            @Nullable String path, boolean unpack, Map<String, Boolean> paths, Findings findings) {
        if (path == null) {
            findings.add("is missing.");
            return;
        }
        String fault = path.equals(".") && unpack ? null : WorkspacePath.fault(path);
        if (fault != null) {
            findings.add(fault);
        } else if (paths.putIfAbsent(path, unpack) != null) {
            findings.add("is there twice.");
        }
    }

    /// No file lies under a file. One archive does not unpack into another's folder: the first
    /// one's links could lead the second astray.
    private static void overlaps(
            Map<String, Boolean> paths, List<TaskRequest.@Nullable File> files, Findings findings) {
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i);
            String path = file == null ? null : file.path();
            if (path == null || !paths.containsKey(path)) {
                continue;
            }
            boolean unpack = paths.getOrDefault(path, false);
            for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
                String above = path.substring(0, end);
                Boolean other = paths.get(above);
                if (other != null && (!other || unpack)) {
                    findings.at(i)
                            .at("path")
                            .add("lies under " + WorkspacePath.shown(above) + ", another entry.");
                }
            }
            if (unpack && !path.equals(".") && paths.containsKey(".")) {
                findings.at(i).at("path").add("lies under '.', another archive.");
            }
        }
    }

    private static @Nullable InputFile input(
            TaskRequest.File file, boolean unpack, Findings findings) {
        String path = file.path() == null ? "" : file.path();
        String content = file.content();
        String upload = file.upload();
        if ((content == null) == (upload == null)) {
            findings.at("content").add("give either content or upload.");
            return null;
        }
        if (upload != null) {
            if (file.encoding() != null) {
                findings.at("encoding").add("goes with content alone.");
            }
            var id = uuid(upload);
            if (id == null) {
                findings.at("upload").add("must be the id that POST /api/v1/uploads gave.");
                return null;
            }
            return new InputFile.Uploaded(path, id, unpack);
        }
        if (unpack) {
            findings.at("unpack").add("goes with an uploaded tar alone.");
        }
        byte[] bytes = decode(content == null ? "" : content, file.encoding(), findings);
        return bytes == null ? null : new InputFile.Inline(path, bytes);
    }

    private static byte @Nullable [] decode(
            String content, @Nullable String encoding, Findings findings) {
        switch (encoding == null ? "utf-8" : encoding) {
            case "utf-8" -> {
                if (!StandardCharsets.UTF_8.newEncoder().canEncode(content)) {
                    findings.at("content").add("is not valid Unicode.");
                    return null;
                }
                return content.getBytes(StandardCharsets.UTF_8);
            }
            case "base64" -> {
                try {
                    return Base64.getDecoder().decode(content);
                } catch (IllegalArgumentException e) {
                    findings.at("content").add("is not valid base64.");
                    return null;
                }
            }
            default -> {
                findings.at("encoding").add("must be utf-8 or base64.");
                return null;
            }
        }
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
