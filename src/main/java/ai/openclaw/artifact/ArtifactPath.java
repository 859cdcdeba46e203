package ai.openclaw.artifact;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Which names an artifact may have. A name is only a key here, never a path on a disk; what is
/// refused would deceive whoever reads it or unpacks it.
final class ArtifactPath {

    private static final int LONGEST = 1_024;
    private static final int LONGEST_PART = 255;
    private static final int DEEPEST = 32;

    private ArtifactPath() {}

    /// @return why the path will not do, as a phrase, or null if it will
    static @Nullable String flaw(String path) {
        if (path.isEmpty()) {
            return "has no name";
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return "has a name of more than " + LONGEST + " bytes";
        }
        if (path.indexOf('\ufffd') >= 0) {
            return "has a name that is not UTF-8";
        }
        if (path.codePoints().anyMatch(ArtifactPath::deceives)) {
            return "has control characters in its name";
        }
        if (path.indexOf('\\') >= 0) {
            return "has a backslash in its name";
        }
        var parts = path.split("/", -1);
        if (parts.length > DEEPEST) {
            return "lies more than " + DEEPEST + " folders deep";
        }
        for (var part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "has an empty, '.' or '..' part in its name";
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                return "has a name with a part of more than " + LONGEST_PART + " bytes";
            }
        }
        return null;
    }

    /// The name, fit to be shown: short and without what [#flaw] calls control characters.
    static String shown(String name) {
        var shown = new StringBuilder();
        name.codePoints()
                .limit(200)
                .map(c -> deceives(c) ? '\ufffd' : c)
                .forEach(shown::appendCodePoint);
        return shown.length() < name.length() ? shown + "…" : shown.toString();
    }

    /// Control characters, and format characters such as those that turn the writing direction.
    private static boolean deceives(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.FORMAT -> c != 0x200c && c != 0x200d;
            default -> false;
        };
    }
}
