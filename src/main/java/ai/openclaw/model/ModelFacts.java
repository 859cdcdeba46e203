package ai.openclaw.model;

import ai.openclaw.base.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a listing says about a model. Each provider has its own fields for what OpenAI's listing
/// does not say; as their names do not clash, all are looked for. What a provider writes is a
/// stranger's text.
final class ModelFacts {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 120;
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1," + LONGEST_ID + "}");

    /// Gemini's own listing and its compatible face put this before each id.
    private static final String COLLECTION = "models/";

    private static final List<String> IDS = List.of("id", "model", "name");
    private static final List<String> NAMES = List.of("display_name", "displayName", "name");
    private static final List<String> WINDOWS =
            List.of(
                    "context_length", // OpenRouter
                    "context_window", // Groq
                    "max_context_length", // Mistral, LM Studio
                    "max_model_len", // vLLM
                    "max_input_tokens", // Anthropic
                    "inputTokenLimit"); // Gemini

    private static final Set<String> KINDS = Set.of("text", "image", "audio", "video", "file");

    /// What is for other things, where a listing does not tell: OpenAI's has the id alone.
    private static final Pattern NO_TALK =
            Pattern.compile(
                    "embed|whisper|transcri|(^|[-/])tts|dall-e|gpt-image|image-gen|imagen|moderation"
                            + "|sora|realtime|veo-|rerank|davinci-002|babbage-002|(^|[-/])aqa$");

    private ModelFacts() {}

    /// @return empty if this is no model that could be asked for
    static Optional<Model> read(String provider, JsonNode entry) {
        String id = id(entry);
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Model(
                        new ModelRef(provider, id),
                        name(entry, id),
                        input(entry),
                        window(entry),
                        converses(entry, id)));
    }

    private static String id(JsonNode entry) {
        String id = first(entry, IDS);
        return id.startsWith(COLLECTION) ? id.substring(COLLECTION.length()) : id;
    }

    private static String name(JsonNode entry, String id) {
        String name = first(entry, NAMES);
        return name.isEmpty() || name.startsWith(COLLECTION)
                ? id
                : Text.printable(name, LONGEST_NAME);
    }

    private static String first(JsonNode entry, List<String> fields) {
        return fields.stream()
                .map(it -> entry.path(it).asString("").strip())
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Long window(JsonNode entry) {
        return WINDOWS.stream()
                .map(entry::path)
                .filter(it -> it.isIntegralNumber() && it.canConvertToLong() && it.asLong() > 0)
                .map(JsonNode::asLong)
                .findFirst()
                .orElse(null);
    }

    private static List<String> input(JsonNode entry) {
        var input = new LinkedHashSet<String>();
        input.add("text");
        for (var kind : entry.path("architecture").path("input_modalities")) {
            String word = kind.asString("").toLowerCase(Locale.ROOT);
            if (KINDS.contains(word)) {
                input.add(word);
            }
        }
        var capabilities = entry.path("capabilities");
        if (capabilities.path("vision").asBoolean(false)
                || capabilities.path("image_input").path("supported").asBoolean(false)) {
            input.add("image");
        }
        for (var capability : capabilities) {
            if (capability.asString("").equals("vision")) {
                input.add("image");
            }
        }
        return List.copyOf(input);
    }

    private static boolean converses(JsonNode entry, String id) {
        var capabilities = entry.path("capabilities");
        if (capabilities.has("completion_chat")) {
            return capabilities.path("completion_chat").asBoolean(false);
        }
        var methods = entry.path("supportedGenerationMethods");
        if (methods.isArray() && !names(methods, "generateContent")) {
            return false;
        }
        var output = entry.path("architecture").path("output_modalities");
        if (output.isArray() && !names(output, "text")) {
            return false;
        }
        return !NO_TALK.matcher(id.toLowerCase(Locale.ROOT)).find();
    }

    private static boolean names(JsonNode array, String word) {
        return array.valueStream().anyMatch(it -> it.asString("").equals(word));
    }
}
