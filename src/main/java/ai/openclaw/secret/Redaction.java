package ai.openclaw.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be taken out of all that an attempt says: each line of each of its secrets. A secret
/// of several lines, such as a key in PEM, is usually printed line by line; and as no line holds
/// its own end, whoever reads on from the beginning of a line misses nothing. A secret of one line,
/// such as a token, is taken out in its [Disguises] as well.
public final class Redaction {

    /// Takes nothing out.
    public static final Redaction NONE = new Redaction(List.of());

    /// Bytes of a shorter line are too often something else, such as a brace.
    static final int SHORTEST = 6;

    /// Each form costs as many states as it has bytes.
    private static final int LONGEST_DISGUISED = 1024;

    private final SecretPatterns patterns;

    private Redaction(Collection<String> lines) {
        this.patterns = new SecretPatterns(lines);
    }

    static Redaction of(Collection<String> secrets) {
        return new Redaction(
                secrets.stream()
                        .flatMap(it -> forms(it.lines().map(String::strip).toList()).stream())
                        .filter(it -> it.getBytes(StandardCharsets.UTF_8).length >= SHORTEST)
                        .toList());
    }

    private static List<String> forms(List<String> lines) {
        if (lines.size() != 1 || lines.getFirst().length() > LONGEST_DISGUISED) {
            return lines;
        }
        var forms = new ArrayList<>(lines);
        forms.addAll(Disguises.of(lines.getFirst()));
        return forms;
    }

    /// For one stream.
    public Redactor stream() {
        return new Redactor(patterns);
    }

    public String text(String text) {
        if (patterns.isEmpty()) {
            return text;
        }
        var out = new ByteArrayOutputStream();
        var redactor = stream();
        redactor.feed(
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), it -> append(out, it));
        redactor.rest(it -> append(out, it));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void append(ByteArrayOutputStream out, ByteBuffer data) {
        while (data.hasRemaining()) {
            out.write(data.get());
        }
    }

    /// The same value without secrets in any of its texts and names.
    ///
    /// @param data of JSON: maps, lists, texts, numbers, booleans, null
    public Map<String, Object> data(Map<String, Object> data) {
        return patterns.isEmpty() ? data : map(data);
    }

    private Map<String, Object> map(Map<?, ?> map) {
        var clean = new LinkedHashMap<String, Object>();
        map.forEach((name, it) -> clean.put(text(String.valueOf(name)), value(it)));
        return clean;
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case String text -> text(text);
            case List<?> list -> {
                var clean = new ArrayList<@Nullable Object>();
                list.forEach(it -> clean.add(value(it)));
                yield clean;
            }
            case Map<?, ?> map -> map(map);
            case null, default -> value;
        };
    }
}
