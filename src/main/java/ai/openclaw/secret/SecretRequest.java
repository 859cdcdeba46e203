package ai.openclaw.secret;

import ai.openclaw.base.FieldError;
import ai.openclaw.base.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A secret as somebody wants it to be.
///
/// @param value text of 8 characters to 32 KiB without NUL; shorter ones could not be told from
///   other output
public record SecretRequest(@Nullable String value) {

    private static final int SHORTEST = 8;
    private static final int LARGEST = 32 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /// Whether secrets may be called like this. The name becomes that of a file.
    public static boolean isName(@Nullable String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /// @throws InvalidRequest naming every field that is wrong, and never the value
    String checked(String name) {
        var errors = new ArrayList<FieldError>();
        if (!isName(name)) {
            errors.add(
                    new FieldError(
                            "name",
                            "1 to 64 letters, digits, '.', '_' and '-' are expected, a letter or a"
                                    + " digit first."));
        }
        check(errors);
        if (!errors.isEmpty() || value == null) {
            throw new InvalidRequest(errors);
        }
        return value;
    }

    private void check(List<FieldError> errors) {
        if (value == null) {
            errors.add(new FieldError("value", "is missing."));
        } else if (value.indexOf('\0') >= 0) {
            errors.add(new FieldError("value", "may not hold a NUL character."));
        } else if (value.strip().length() < SHORTEST) {
            errors.add(
                    new FieldError(
                            "value",
                            "must have 8 characters at least, or logs could not be kept clean of"
                                    + " it."));
        } else if (value.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            errors.add(new FieldError("value", "may have 32 KiB at most."));
        }
    }

    /// Without the value.
    @Override
    public String toString() {
        return "SecretRequest";
    }
}
