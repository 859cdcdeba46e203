package ai.openclaw.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model call's body: what was asked for, and the two places that the proxy may write into. All
/// other bytes go on as they came.
final class Asked {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    // What two readers could read in two ways is read by none.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Bodies.LARGEST)
                                    .maxDocumentLength(Bodies.LARGEST)
                                    .maxNestingDepth(200)
                                    .build())
                    .build();

    private static final JsonMapper JSON = JsonMapper.builder(FACTORY).build();

    private final byte[] body;
    private final JsonNode tree;
    private final Span model;
    private final @Nullable Span options;

    private Asked(byte[] body, JsonNode tree, Span model, @Nullable Span options) {
        this.body = body;
        this.tree = tree;
        this.model = model;
        this.options = options;
    }

    /// Bytes of the body.
    private record Span(int from, int to) {}

    private record Change(Span at, String text) {}

    /// @throws Unreadable if it is no JSON object, or names no model
    static Asked parse(byte[] body) throws Unreadable {
        try {
            var tree = JSON.readTree(body);
            if (!(tree instanceof ObjectNode)) {
                throw new Unreadable("The body must be a JSON object.");
            }
            if (!tree.path("model").isString() || tree.path("model").stringValue().isBlank()) {
                throw new Unreadable("model: the name of a model is missing.");
            }
            Span model = null;
            Span options = null;
            try (var parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    int to = (int) parser.currentLocation().getByteOffset();
                    if (name.equals("model")) {
                        model = new Span(from, to);
                    } else if (name.equals("stream_options")) {
                        options = new Span(from, to);
                    }
                }
            }
            if (model == null) {
                throw new Unreadable("model: the name of a model is missing.");
            }
            return new Asked(body, tree, model, options);
        } catch (JacksonException e) {
            throw new Unreadable("The body is not JSON that can be passed on.");
        }
    }

    /// Said to the program.
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    JsonNode tree() {
        return tree;
    }

    String model() {
        return tree.path("model").stringValue();
    }

    int bytes() {
        return body.length;
    }

    boolean streams() {
        return tree.path("stream").asBoolean(false);
    }

    /// Whether it wants to be told the usage at the end of a stream of chat completions.
    boolean wantsUsage() {
        return tree.path("stream_options").path("include_usage").asBoolean(false);
    }

    /// The most that the model may say; -1 if the request sets no limit.
    long mostOutput() {
        for (String name :
                new String[] {"max_completion_tokens", "max_output_tokens", "max_tokens"}) {
            if (tree.path(name).isIntegralNumber()) {
                return Math.clamp(tree.path(name).asLong(), 0, 10_000_000);
            }
        }
        return -1;
    }

    /// The body for a provider.
    ///
    /// @param id the model, as the provider calls it
    /// @param usage whether to ask for the usage, although the program did not
    byte[] body(String id, boolean usage) {
        var changes = new ArrayList<Change>();
        if (!id.equals(model())) {
            changes.add(new Change(model, JSON.writeValueAsString(id)));
        }
        if (usage && options == null) {
            int start = indexOfBrace();
            changes.add(
                    new Change(
                            new Span(start + 1, start + 1),
                            "\"stream_options\":{\"include_usage\":true},"));
        } else if (usage && options != null) {
            var more =
                    tree.path("stream_options") instanceof ObjectNode object
                            ? object.deepCopy()
                            : JSON.createObjectNode();
            more.put("include_usage", true);
            changes.add(new Change(options, more.toString()));
        }
        return changes.isEmpty() ? body : changed(changes);
    }

    private int indexOfBrace() {
        int at = 0;
        while (body[at] != '{') {
            at++;
        }
        return at;
    }

    private byte[] changed(List<Change> changes) {
        changes.sort(Comparator.comparingInt(it -> it.at().from()));
        var out = new ByteArrayOutputStream(body.length + 100);
        int from = 0;
        for (var change : changes) {
            out.write(body, from, change.at().from() - from);
            out.writeBytes(change.text().getBytes(StandardCharsets.UTF_8));
            from = change.at().to();
        }
        out.write(body, from, body.length - from);
        return out.toByteArray();
    }
}
