package ai.openclaw.harness;

import java.util.Arrays;
import java.util.LinkedHashMap;

/// What a tool takes: its schema, and its fields read as strictly as a model can be told.
final class Input {

    private Input() {}

    /// A field of a tool's input.
    record Field(String name, String type, boolean required, String description) {}

    static Field needed(String name, String type, String description) {
        return new Field(name, type, true, description);
    }

    static Field optional(String name, String type, String description) {
        return new Field(name, type, false, description);
    }

    static Json schema(Field... fields) {
        var properties = new LinkedHashMap<String, Json>();
        for (var field : fields) {
            properties.put(
                    field.name(),
                    Json.object("type", field.type(), "description", field.description()));
        }
        return Json.object(
                "type",
                "object",
                "properties",
                properties,
                "required",
                Arrays.stream(fields).filter(Field::required).map(Field::name).toList());
    }

    /// @throws Tool.Refused unless it is a text
    static String text(Json input, String name) throws Tool.Refused {
        if (!input.get(name).isText()) {
            throw new Tool.Refused("'" + name + "' is missing: it must be a text.");
        }
        return input.get(name).text();
    }

    static String text(Json input, String name, String otherwise) throws Tool.Refused {
        return input.get(name).isMissing() ? otherwise : text(input, name);
    }

    /// @throws Tool.Refused unless it is a whole number from 1 to the most
    static int number(Json input, String name, int otherwise, int most) throws Tool.Refused {
        if (input.get(name).isMissing()) {
            return otherwise;
        }
        long number = input.get(name).number(0);
        if (number < 1) {
            throw new Tool.Refused("'" + name + "' must be a whole number from 1 on.");
        }
        return (int) Math.min(number, most);
    }
}
