package ai.openclaw.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What runs in a sandbox, handed over when everything else is in place. Strings go in as UTF-8.
///
/// @param argv not empty; `argv[0]` is looked up in the sandbox's PATH unless it holds a slash, is
///   not empty and does not begin with `-`
/// @param env in addition to the image's own; names match `[A-Za-z_][A-Za-z0-9_]*`
/// @param saved variables whose values are written into files as well before the program starts,
///   each with the name of its file, which lies right below `/workspace`. For small texts: a file
///   that goes in by [Sandbox#put] costs a tenth of a second.
/// @param secrets files that the program finds in [#SECRETS], in memory, readable for it alone, by
///   their names; at most 64 KiB in all
public record Launch(
        List<String> argv,
        Map<String, String> env,
        Map<String, String> saved,
        Map<String, String> secrets) {

    /// Where secrets lie. `/tmp` is memory in every sandbox.
    public static final String SECRETS = "/tmp/secrets";

    /// Bytes in one argument, or in one variable with its name. The kernel's limit (MAX_ARG_STRLEN,
    /// 128 KiB with the closing NUL); what is larger belongs into a file.
    public static final int MAX_STRING = 131_071;

    /// Bytes in all of them together, well below the kernel's limit (a quarter of the stack limit,
    /// 2 MiB by default).
    public static final int MAX_TOTAL = 1 << 20;

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// @throws IllegalArgumentException if no kernel would take it; the message holds no value
    public Launch {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        saved = Map.copyOf(saved);
        secrets = Map.copyOf(secrets);
        if (argv.isEmpty() || argv.getFirst().isEmpty() || argv.getFirst().startsWith("-")) {
            throw new IllegalArgumentException("a command must begin with the name of a program");
        }
        long total = 0;
        for (String argument : argv) {
            total += size("an argument", argument, 0);
        }
        for (var variable : env.entrySet()) {
            String name = variable.getKey();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not a variable's name: '" + name + "'");
            }
            total += size("the variable " + name, variable.getValue(), name.length() + 1);
        }
        for (var file : saved.entrySet()) {
            if (!env.containsKey(file.getKey()) || !FILE.matcher(file.getValue()).matches()) {
                throw new IllegalArgumentException("cannot be saved: " + file);
            }
        }
        for (var secret : secrets.entrySet()) {
            if (!FILE.matcher(secret.getKey()).matches()) {
                throw new IllegalArgumentException("not a file's name: " + secret.getKey());
            }
            total += size("the secret " + secret.getKey(), secret.getValue(), 0);
        }
        if (total > MAX_TOTAL) {
            throw new IllegalArgumentException(
                    "arguments and variables together may have at most " + MAX_TOTAL + " bytes");
        }
    }

    public Launch(List<String> argv, Map<String, String> env) {
        this(argv, env, Map.of(), Map.of());
    }

    private static int size(String what, String value, int more) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " holds a NUL character");
        }
        int size = value.getBytes(StandardCharsets.UTF_8).length + more;
        if (size > MAX_STRING) {
            throw new IllegalArgumentException(what + " is longer than " + MAX_STRING + " bytes");
        }
        return size;
    }

    /// Without the values, which may be secret.
    @Override
    public String toString() {
        return "Launch[argv[0]=" + argv.getFirst() + ", env=" + env.keySet() + "]";
    }
}
