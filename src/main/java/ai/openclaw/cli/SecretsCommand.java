package ai.openclaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "secrets",
        description = "Sets, lists and removes secrets, which the agents that name them are given.",
        mixinStandardHelpOptions = true)
final class SecretsCommand implements Runnable {

    private static final String SECRETS = "/api/v1/secrets";

    /// More than the gateway takes; it says how much that is.
    private static final int LARGEST = 64 * 1024;

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;
    private final Path directory;

    @Spec private CommandSpec spec = CommandSpec.create();

    SecretsCommand(Terminal terminal, Supplier<GatewayClient> gateway, Path directory) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.directory = directory;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with secrets.");
    }

    @Command(
            name = "set",
            description = {
                "Sets one. Its value is asked for, or read from standard input where nobody",
                "types; it is never an argument, since those are in the process list.",
                "The last line's end is left out."
            },
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "NAME", description = "The name of its file in sandboxes.")
                    String name,
            @Option(
                            names = {"-f", "--file"},
                            paramLabel = "FILE",
                            description = "Reads the value from this file.")
                    @Nullable Path file,
            @Option(names = "--json", description = "Prints what was done as JSON.") boolean json)
            throws IOException {
        var value = JsonNodeFactory.instance.objectNode().put("value", value(name, file));
        var _ = gateway.get().put(SECRETS + "/" + GatewayClient.encode(name), value);
        if (json) {
            terminal.print(JsonNodeFactory.instance.objectNode().put("set", name));
        } else {
            terminal.say("set " + Escapes.line(name));
        }
        return 0;
    }

    private String value(String name, @Nullable Path file) throws IOException {
        byte[] bytes;
        if (file != null) {
            try (var in = Files.newInputStream(directory.resolve(file))) {
                bytes = read(in);
            }
        } else {
            var typed = terminal.password("Value of " + Escapes.line(name) + ": ");
            bytes = typed.isPresent() ? typed.get() : read(terminal.in());
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return withoutLastEnd(text);
        } catch (CharacterCodingException e) {
            throw new CommandFailed(
                    "The value is no text in UTF-8.", "Encode it, for example with base64.");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        return in.readNBytes(LARGEST);
    }

    private static String withoutLastEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    @Command(
            name = "list",
            description = "Lists their names. Values are shown to nobody.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode page = gateway.get().get(SECRETS);
        if (json) {
            terminal.print(page);
            return 0;
        }
        if (page.path("items").isEmpty()) {
            terminal.say("No secrets.");
            return 0;
        }
        var table = new Table("NAME", "AGE", "SET BY");
        for (var it : page.path("items")) {
            table.add(
                    TaskView.text(it, "name"),
                    TaskView.age(TaskView.text(it, "madeAt")),
                    TaskView.text(it, "madeBy"));
        }
        terminal.print(table);
        return 0;
    }

    @Command(
            name = "rm",
            description = "Removes them. Attempts that have them keep them until they end.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        var client = gateway.get();
        for (String name : names) {
            client.delete(SECRETS + "/" + GatewayClient.encode(name));
            terminal.say("removed " + Escapes.line(name));
        }
        return 0;
    }
}
