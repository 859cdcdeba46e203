package ai.openclaw.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing that was looked at.
///
/// @param id the same in every answer
/// @param seen in words
/// @param cure how to mend it; null if there is nothing to mend
public record Check(String id, String title, Status status, String seen, @Nullable String cure) {

    /// How well it is; as text in lower case.
    public enum Status {
        OK,
        WARN,
        FAIL;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String id, String title, String seen) {
        return new Check(id, title, Status.OK, seen, null);
    }

    static Check warn(String id, String title, String seen, String cure) {
        return new Check(id, title, Status.WARN, seen, cure);
    }

    static Check fail(String id, String title, String seen, String cure) {
        return new Check(id, title, Status.FAIL, seen, cure);
    }
}
