package ai.openclaw.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a log line comes from.
public enum LogStream {
    STDOUT(0),
    STDERR(1),
    /// Not printed by the task: says that lines are missing here, and why.
    GAP(2);

    private static final LogStream[] BY_CODE = {STDOUT, STDERR, GAP};

    private final short code;

    LogStream(int code) {
        this.code = (short) code;
    }

    /// As it is stored.
    short code() {
        return code;
    }

    static LogStream of(int code) {
        return BY_CODE[code];
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
