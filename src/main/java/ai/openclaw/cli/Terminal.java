package ai.openclaw.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where the command reads and writes. Standard output holds what was asked for, standard error
/// whatever is said about it.
///
/// @param tty whether standard output is a terminal
/// @param colour whether standard output may be coloured
/// @param errorColour whether standard error may be coloured
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean tty,
        boolean colour,
        boolean errorColour) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// The process's own, always UTF-8.
    static Terminal system(Map<String, String> env) {
        boolean colours = env.getOrDefault("NO_COLOR", "").isEmpty();
        boolean tty = isTerminal(1);
        return new Terminal(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                tty,
                tty && colours,
                isTerminal(2) && colours);
    }

    /// Prints a line of the answer.
    void print(String line) {
        out.println(line);
    }

    /// Prints a JSON document and nothing else.
    void print(JsonNode json) {
        out.println(JSON.writeValueAsString(json));
    }

    /// Says something about what goes on, on standard error.
    void say(String line) {
        out.flush();
        err.println(line);
        err.flush();
    }

    void fail(CommandFailed failed) {
        say(Style.FAILURE.on("error: ", errorColour) + Escapes.text(message(failed)));
        failed.particulars().forEach(p -> say("  " + Escapes.line(p)));
        String cure = failed.cure();
        if (cure != null) {
            say(Style.FAINT.on("  " + Escapes.text(cure), errorColour));
        }
    }

    void print(Table table) {
        table.lines(colour).forEach(this::print);
    }

    /// Two aligned columns without a head. Rows whose value is null are left out.
    void printPairs(List<Map.Entry<String, @Nullable String>> rows) {
        int width = rows.stream().mapToInt(r -> r.getKey().length()).max().orElse(0);
        for (var row : rows) {
            String value = row.getValue();
            if (value != null) {
                String key = row.getKey() + " ".repeat(width - row.getKey().length());
                print(Style.FAINT.on(key, colour) + "  " + value);
            }
        }
    }

    /// Asks whoever types at it for something that is not to be seen.
    ///
    /// @return empty if nobody types
    /// @throws CommandFailed if it would be seen
    Optional<byte[]> password(String question) {
        if (!in.equals(System.in) || !isTerminal(0)) {
            return Optional.empty();
        }
        var console =
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElseThrow(() ->
                                new CommandFailed(
                                        "What you type would be seen, since standard output is no"
                                                + " terminal.",
                                        "Pipe the value in, or give a file that holds it."));
        char[] typed = console.readPassword("%s", question);
        if (typed == null) {
            throw new CommandFailed("Nothing was typed.", null);
        }
        var bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        Arrays.fill(typed, ' ');
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return Optional.of(exact);
    }

    private static String message(CommandFailed failed) {
        String message = failed.getMessage();
        return message == null ? "failed" : message;
    }

    // System.console() wants standard input to be a terminal too; /dev/null there must not switch
    // off what protects the terminal on standard output.
    private static boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
                false,
                StandardCharsets.UTF_8);
    }
}
