package ai.openclaw.harness;

import org.jspecify.annotations.Nullable;

/// A tool that the model wants used.
///
/// @param input JSON as the model wrote it, so perhaps none
/// @param extra what the provider wants to see again beside it, or null
record Call(String id, String name, String input, @Nullable Json extra) {

    /// What it asks for; missing if that is no JSON object.
    Json arguments() {
        if (input.isBlank()) {
            return Json.object();
        }
        try {
            Json parsed = Json.parse(input);
            return parsed.isObject() ? parsed : Json.MISSING;
        } catch (Json.Malformed e) {
            return Json.MISSING;
        }
    }
}
