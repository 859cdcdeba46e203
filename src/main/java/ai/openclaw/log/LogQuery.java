package ai.openclaw.log;

import ai.openclaw.base.FieldError;
import ai.openclaw.base.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request for a log asks for.
record LogQuery(long from, LogFilter filter) {

    /// @throws InvalidRequest naming every parameter that will not do
    static LogQuery parse(
            @Nullable String attempt,
            @Nullable String stream,
            @Nullable String from,
            @Nullable String lastEventId) {
        var errors = new ArrayList<FieldError>();
        Long wantedAttempt = number("attempt", attempt, 1, Integer.MAX_VALUE, errors);
        Long wantedFrom = number("from", from, 0, Long.MAX_VALUE, errors);
        Long seen = number("Last-Event-ID", lastEventId, 0, Long.MAX_VALUE - 1, errors);
        var wantedStream = stream(stream, errors);
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        long first = seen != null ? seen + 1 : wantedFrom != null ? wantedFrom : 1;
        return new LogQuery(
                Math.max(1, first),
                new LogFilter(
                        wantedAttempt == null ? null : wantedAttempt.intValue(), wantedStream));
    }

    private static @Nullable Long number(
            String name, @Nullable String text, long min, long max, List<FieldError> errors) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        errors.add(new FieldError(name, "A whole number from " + min + " on is expected."));
        return null;
    }

    private static @Nullable LogStream stream(@Nullable String text, List<FieldError> errors) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        for (var stream : LogStream.values()) {
            if (stream.toString().equals(text)) {
                return stream;
            }
        }
        errors.add(new FieldError("stream", "One of stdout, stderr and gap is expected."));
        return null;
    }
}
