package ai.openclaw.cli;

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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads agents from JSON or YAML; a YAML file may hold several, parted by `---`.
final class AgentFile {

    private AgentFile() {}

    /// @param name of the file, for messages
    /// @return one object per agent, as it was written
    static List<ObjectNode> read(String name, String text) {
        var agents = new ArrayList<ObjectNode>();
        try {
            var json = JsonMapper.shared();
            if (text.stripLeading().startsWith("{")) {
                agents.add(object(name, json.readTree(text)));
            } else {
                for (Object document : yaml().loadAll(text)) {
                    agents.add(object(name, json.valueToTree(document)));
                }
            }
        } catch (JacksonException e) {
            throw new CommandFailed(name + " is no JSON: " + e.getOriginalMessage(), null);
        } catch (YAMLException e) {
            throw new CommandFailed(name + " is no YAML: " + e.getMessage(), null);
        }
        if (agents.isEmpty()) {
            throw new CommandFailed(name + " holds no agent.", null);
        }
        return agents;
    }

    private static ObjectNode object(String name, Object tree) {
        if (tree instanceof ObjectNode agent && !agent.path("name").asString("").isEmpty()) {
            return agent;
        }
        throw new CommandFailed(
                name + " holds something that is no agent.",
                "An agent is an object with a name, such as {\"name\": \"mine\", \"image\": \"…\"}.");
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
