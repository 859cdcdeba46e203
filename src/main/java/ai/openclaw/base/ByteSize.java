package ai.openclaw.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/// A number of bytes, written as Docker writes it: `512m`, `1g`, `64k` or a plain number. Units are
/// powers of 1024.
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(?:i?b)?");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative");
        }
    }

    /// Reads `512m`, `1g`, `64k`, `100`; upper or lower case.
    ///
    /// @throws IllegalArgumentException if the text has another form or does not fit into a long
    @JsonCreator
    public static ByteSize parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a size like 512m or 1g is expected, not '" + text + "'");
        }
        int shift = form.group(2).isEmpty() ? 0 : 10 * ("kmgt".indexOf(form.group(2)) + 1);
        return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << shift));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /// The shortest exact form, such as `512m`.
    @JsonValue
    @Override
    public String toString() {
        String units = "tgmk";
        for (int i = 0; i < units.length(); i++) {
            int shift = 10 * (units.length() - i);
            if (bytes != 0 && bytes % (1L << shift) == 0) {
                return (bytes >> shift) + units.substring(i, i + 1);
            }
        }
        return Long.toString(bytes);
    }
}
