package ai.openclaw.task;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a path below `/workspace` must be like.
final class WorkspacePath {

    /// Linux's PATH_MAX and NAME_MAX, in bytes.
    private static final int LONGEST = 4096;

    private static final int LONGEST_NAME = 255;

    private WorkspacePath() {}

    /// @return what is wrong, as a sentence that goes on after the field's name; null if nothing is
    static @Nullable String fault(String path) {
        if (path.isEmpty()) {
            return "may not be empty.";
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return "may have at most " + LONGEST + " bytes.";
        }
        if (path.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            return "may not hold control characters.";
        }
        if (path.indexOf('\uFFFD') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            return "is not valid UTF-8.";
        }
        if (path.startsWith("/")) {
            return "must be relative to the workspace, not begin with a slash.";
        }
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                return "may not leave the workspace: no '..'.";
            }
            if (name.isEmpty() || name.equals(".")) {
                return "may not have empty parts or '.' between slashes.";
            }
            if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                return "may not have a part of more than " + LONGEST_NAME + " bytes.";
            }
        }
        return null;
    }

    /// The path without what is not fit to be shown, for a message.
    static String shown(String path) {
        String clean = path.replaceAll("[\\p{Cc}\u2028\u2029]", "?");
        return "'" + (clean.length() > 200 ? clean.substring(0, 200) + "…" : clean) + "'";
    }
}
