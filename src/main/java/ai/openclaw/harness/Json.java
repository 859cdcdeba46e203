package ai.openclaw.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value, or the lack of one. Reading never fails: what is not there, or is of another kind,
/// is missing. A library would be ten times the size of this whole program.
final class Json {

    static final Json MISSING = new Json(null);

    /// A [String], [Number], [Boolean], a [Map] or [List] of [Json]; null for JSON's own null too.
    private final @Nullable Object value;

    private Json(@Nullable Object value) {
        this.value = value;
    }

    /// @throws Malformed if this is no JSON
    static Json parse(String text) throws Malformed {
        return new JsonParser(text).document();
    }

    /// Text that is no JSON.
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /// @param value null, a text, number or truth value, a [Json], or a map or list of such
    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> MISSING;
            case Json json -> json;
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Json>();
                map.forEach((name, it) -> fields.put(String.valueOf(name), of(it)));
                yield new Json(fields);
            }
            case List<?> list -> new Json(list.stream().map(Json::of).toList());
            case String _, Number _, Boolean _ -> new Json(value);
            default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
        };
    }

    /// An object of names and values by turns, in their order; a null value leaves its name out.
    static Json object(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Json>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                fields.put(String.valueOf(namesAndValues[i]), of(namesAndValues[i + 1]));
            }
        }
        return new Json(fields);
    }

    Json get(String name) {
        return value instanceof Map<?, ?> map && map.get(name) instanceof Json it ? it : MISSING;
    }

    Json get(int index) {
        return value instanceof List<?> list
                        && index < list.size()
                        && list.get(index) instanceof Json it
                ? it
                : MISSING;
    }

    /// The same object with one field more, or another value of it.
    Json with(String name, @Nullable Object value) {
        var fields = new LinkedHashMap<>(fields());
        fields.put(name, of(value));
        return new Json(fields);
    }

    boolean isMissing() {
        return value == null;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isText() {
        return value instanceof String;
    }

    String text() {
        return text("");
    }

    String text(String otherwise) {
        return value instanceof String it ? it : otherwise;
    }

    long number(long otherwise) {
        return value instanceof Number it ? it.longValue() : otherwise;
    }

    boolean flag(boolean otherwise) {
        return value instanceof Boolean it ? it : otherwise;
    }

    /// Empty for what is no array.
    @SuppressWarnings("unchecked")
    List<Json> items() {
        return value instanceof List ? (List<Json>) value : List.of();
    }

    /// Empty for what is no object.
    @SuppressWarnings("unchecked")
    Map<String, Json> fields() {
        return value instanceof Map ? (Map<String, Json>) value : Map.of();
    }

    /// As JSON, in one line.
    @Override
    public String toString() {
        var out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        switch (value) {
            case String text -> quote(text, out);
            case List<?> _ -> {
                out.append('[');
                String between = "";
                for (Json item : items()) {
                    item.write(out.append(between));
                    between = ",";
                }
                out.append(']');
            }
            case Map<?, ?> _ -> {
                out.append('{');
                String between = "";
                for (var field : fields().entrySet()) {
                    quote(field.getKey(), out.append(between));
                    field.getValue().write(out.append(':'));
                    between = ",";
                }
                out.append('}');
            }
            case null, default -> out.append(value);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // Half a character has no bytes.
                    if (c < ' ' || (Character.isSurrogate(c) && lone(text, i))) {
                        out.append("\\u%04x".formatted((int) (c < ' ' ? c : '\uFFFD')));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean lone(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
}
