package ai.openclaw.base;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Says in a person's words, and by field, what is wrong with JSON that a client sent.
public final class BadJson {

    private static final String WHOLE = "body";

    private BadJson() {}

    /// The refusal for what the mapper threw while it read a client's JSON: an [InvalidRequest], or
    /// [TooLarge] where a limit of length was passed.
    public static RuntimeException explain(JacksonException e) {
        String path = path(e.getPath());
        if (e instanceof StreamConstraintsException) {
            return new TooLarge(path, "Longer than accepted: " + sentence(e.getOriginalMessage()));
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidRequest invalid) {
                return new InvalidRequest(
                        invalid.errors().stream()
                                .map(f -> new FieldError(join(path, f.field()), f.message()))
                                .toList());
            }
        }
        return InvalidRequest.of(path, message(e));
    }

    private static String message(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> {
                var known = new TreeSet<String>();
                unknown.getKnownPropertyIds().forEach(id -> known.add(id.toString()));
                yield "There is no such field. Known are: " + String.join(", ", known) + ".";
            }
            case InvalidFormatException format ->
                    expected(format.getTargetType())
                            + ", not '"
                            + Text.printable(String.valueOf(format.getValue()), 80)
                            + "'.";
            case StreamReadException broken ->
                    "The JSON is broken"
                            + at(broken.getLocation())
                            + ": "
                            + sentence(broken.getOriginalMessage());
            case MismatchedInputException mismatch -> {
                String said = mismatch.getOriginalMessage();
                if (said.startsWith("Trailing token")) {
                    yield "Something follows the end of the JSON.";
                }
                yield expected(mismatch.getTargetType()) + ".";
            }
            default ->
                    e.getCause() instanceof IllegalArgumentException own && own.getMessage() != null
                            ? sentence(own.getMessage())
                            : "The value is not accepted.";
        };
    }

    /// What would be right for a field of that type: the first half of a sentence.
    public static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "A value of another type is expected";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "One of ", " is expected"));
        }
        return switch (type.getName()) {
                    case "java.time.Duration" -> "A duration such as PT30M or PT10S (ISO 8601)";
                    case "java.time.Instant" ->
                            "A time in UTC such as 2026-01-31T12:00:00Z (ISO 8601)";
                    case "java.util.UUID" -> "A UUID";
                    case "ai.openclaw.base.ByteSize" -> "A size such as \"512m\" or \"1g\"";
                    case "int", "long", "java.lang.Integer", "java.lang.Long" -> "A whole number";
                    case "boolean", "java.lang.Boolean" -> "true or false";
                    case "java.lang.String" -> "A text";
                    default -> shape(type);
                }
                + " is expected";
    }

    private static String shape(Class<?> type) {
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "A number";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "A list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type)
                ? "An object"
                : "A value of another form";
    }

    static String path(List<JacksonException.Reference> references) {
        String path = "";
        for (var step : references) {
            path =
                    step.getPropertyName() == null
                            ? path + "[" + step.getIndex() + "]"
                            : join(path, Text.printable(step.getPropertyName(), 100));
        }
        return path.isEmpty() ? WHOLE : path;
    }

    private static String join(String path, String field) {
        return path.isEmpty() || path.equals(WHOLE) ? field : path + "." + field;
    }

    private static String at(@Nullable TokenStreamLocation where) {
        return where == null
                ? ""
                : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    /// The parser's own words, in one line and without what it says about its source.
    private static String sentence(String said) {
        String first =
                said.lines().findFirst().orElse("").replaceFirst(" \\(start marker at .*", "");
        String line = Text.printable(first, 300);
        return line.endsWith(".") ? line : line + ".";
    }
}
