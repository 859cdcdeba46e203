package ai.openclaw.sandbox.handover;

import ai.openclaw.sandbox.Launch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How a shell that waits is told its program: one line on standard input, for a bootstrap that
/// uses nothing but builtins of `/bin/sh`, so that any image works. Nothing secret shows in argv or
/// in `docker inspect`, and no variable of the task's touches what runs before the task.
public final class HandOver {

    /// How standard output begins. It says that the line was read whole and that the program takes
    /// the shell's place now; without it nothing has run. It is a line, because an engine that
    /// writes output down waits for a line's end, and whoever adopts the sandbox looks for it
    /// there.
    public static final String TAKEN = "\006\n";

    /// The exit code of a bootstrap that got no whole line.
    static final int NOT_HANDED_OVER = 125;

    /// `printf %b` undoes the escapes of [#line]; the shell's `read` takes no byte past the line.
    public static final List<String> BOOTSTRAP =
            List.of(
                    "/bin/sh",
                    "-c",
                    "IFS= read -r OPENCLAW_HANDOVER || exit "
                            + NOT_HANDED_OVER
                            + "; eval \"$(printf %b \"$OPENCLAW_HANDOVER\")\"");

    private static final String OR_EXIT = " || exit " + NOT_HANDED_OVER + "\n";

    private HandOver() {}

    /// The line that makes the bootstrap become this program.
    public static byte[] line(Launch launch) {
        var script = new StringBuilder("unset OPENCLAW_HANDOVER\n");
        secrets(script, launch);
        launch.env()
                .forEach((name, value) -> {
                    script.append("export ").append(name).append('=');
                    quote(script, value);
                    script.append('\n');
                });
        launch.saved()
                .forEach((name, file) ->
                        script.append("printf %s \"$")
                                .append(name)
                                .append("\" > /workspace/")
                                .append(file)
                                .append(OR_EXIT));
        script.append("printf '\\006\\n'\nexec");
        for (String argument : launch.argv()) {
            script.append(' ');
            quote(script, argument);
        }
        return escape(script.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Before the task's variables are there, since `mkdir` is no builtin: a `PATH` of the task's
    /// leads elsewhere.
    private static void secrets(StringBuilder script, Launch launch) {
        if (launch.secrets().isEmpty()) {
            return;
        }
        script.append("set -- \"$(umask)\"\numask 077\nmkdir ")
                .append(Launch.SECRETS)
                .append(OR_EXIT);
        launch.secrets()
                .forEach((file, value) -> {
                    script.append("printf %s ");
                    quote(script, value);
                    script.append(" > ").append(Launch.SECRETS).append('/').append(file);
                    script.append(OR_EXIT);
                });
        script.append("umask \"$1\"\nset --\n");
    }

    private static void quote(StringBuilder script, String value) {
        script.append('\'').append(value.replace("'", "'\\''")).append('\'');
    }

    /// Leaves printable ASCII as it is; the rest becomes `\0ooo`, always with three digits, since a
    /// digit may follow.
    private static byte[] escape(byte[] script) {
        var line = new ByteArrayOutputStream(script.length * 2);
        for (byte b : script) {
            if (b >= 0x20 && b < 0x7f && b != '\\') {
                line.write(b);
            } else {
                line.write('\\');
                line.write('0');
                line.write('0' + ((b >> 6) & 3));
                line.write('0' + ((b >> 3) & 7));
                line.write('0' + (b & 7));
            }
        }
        line.write('\n');
        return line.toByteArray();
    }
}
