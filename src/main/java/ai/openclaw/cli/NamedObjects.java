package ai.openclaw.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads named things from JSON or YAML. A file may hold several, in YAML parted by `---`.
///
/// @param kind what they are, such as `agent`, for messages
/// @param example of one
record NamedObjects(String kind, String example) {

    /// @param file relative to the directory, or `-` for standard input
    /// @return one object each, as it was written
    List<ObjectNode> read(Terminal terminal, Path directory, String file) throws IOException {
        String text = text(terminal, directory, file);
        var found = new ArrayList<ObjectNode>();
        try {
            var json = JsonMapper.shared();
            if (text.stripLeading().startsWith("{")) {
                try (var documents = json.readerFor(JsonNode.class).readValues(text)) {
                    while (documents.hasNext()) {
                        found.add(object(file, documents.next()));
                    }
                }
            } else {
                for (Object document : yaml().loadAll(text)) {
                    found.add(object(file, json.valueToTree(document)));
                }
            }
        } catch (JacksonException e) {
            throw new CommandFailed(file + " is no JSON: " + e.getOriginalMessage(), null);
        } catch (YAMLException e) {
            throw new CommandFailed(file + " is no YAML: " + e.getMessage(), null);
        }
        if (found.isEmpty()) {
            throw new CommandFailed(file + " holds no " + kind + ".", null);
        }
        return found;
    }

    private static String text(Terminal terminal, Path directory, String file) throws IOException {
        if (file.equals("-")) {
            return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
        }
        Path path = directory.resolve(file);
        if (!Files.isReadable(path)) {
            throw new CommandFailed(file + " cannot be read.", "Name a JSON or YAML file with -f.");
        }
        return Files.readString(path);
    }

    private ObjectNode object(String file, Object tree) {
        if (tree instanceof ObjectNode object && !object.path("name").asString("").isEmpty()) {
            return object;
        }
        throw new CommandFailed(
                file + " holds something that is no " + kind + ".",
                "It must be an object with a name, such as " + example + ".");
    }

    private static Yaml yaml() {
        var loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        var dumping = new DumperOptions();
        return new Yaml(
                new SafeConstructor(loading),
                new Representer(dumping),
                dumping,
                loading,
                new JsonLike());
    }

    /// Only what JSON knows has a type of its own, so that `no`, `1:30` and dates stay text.
    private static final class JsonLike extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]*)"), "-0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+([eE][-+]?[0-9]+)?"),
                    "-0123456789");
            addImplicitResolver(Tag.NULL, Pattern.compile("null|~|"), "n~\0");
            addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        }
    }
}
