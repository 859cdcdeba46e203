package ai.openclaw.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/// What the environment says.
///
/// @param gateway without a slash at its end
/// @param turns at most so many
/// @param tokens that all turns together may use; 0 for no limit of our own
/// @param context tokens from which on old outputs are left out
/// @param longest answer in tokens; 0 for the provider's own limit
/// @param timeout of the whole task
record Settings(
        URI gateway,
        String token,
        String model,
        Dialect dialect,
        String prompt,
        String system,
        Path workspace,
        int turns,
        long tokens,
        long context,
        int longest,
        Duration timeout) {

    /// Something is missing or wrong. The message names the variable.
    static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    static Settings of(Map<String, String> env) throws Wrong {
        var workspace = Path.of(env.getOrDefault("OPENCLAW_WORKSPACE", "/workspace"));
        String model =
                needed(
                        env,
                        "OPENCLAW_MODEL",
                        "Set the agent's model, or OPENCLAW_DEFAULT_MODEL for the gateway.");
        return new Settings(
                gateway(env),
                needed(env, "OPENCLAW_TASK_TOKEN", "The gateway sets it in a sandbox."),
                model,
                dialect(env, model),
                prompt(env),
                system(env, workspace),
                workspace,
                (int) number(env, "OPENCLAW_MAX_TURNS", 100, 1, 10_000),
                number(env, "OPENCLAW_MAX_TOKENS", 0, 0, Long.MAX_VALUE),
                number(env, "OPENCLAW_CONTEXT_TOKENS", 120_000, 1_000, Integer.MAX_VALUE),
                (int) number(env, "OPENCLAW_MAX_OUTPUT_TOKENS", 0, 0, 1_000_000),
                timeout(env));
    }

    private static URI gateway(Map<String, String> env) throws Wrong {
        String url =
                needed(
                        env,
                        "OPENCLAW_GATEWAY_URL",
                        "This sandbox has no way to the gateway, and so to no model; the task's"
                                + " timeline says why.");
        try {
            return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (IllegalArgumentException e) {
            throw new Wrong("OPENCLAW_GATEWAY_URL is no address.");
        }
    }

    private static Dialect dialect(Map<String, String> env, String model) throws Wrong {
        String name = env.getOrDefault("OPENCLAW_MODEL_DIALECT", "").strip();
        try {
            return name.isEmpty() ? Dialect.guessed(model) : Dialect.named(name);
        } catch (IllegalArgumentException e) {
            throw new Wrong(String.valueOf(e.getMessage()));
        }
    }

    private static String prompt(Map<String, String> env) throws Wrong {
        String prompt =
                env.containsKey("OPENCLAW_PROMPT_FILE")
                        ? file(env, "OPENCLAW_PROMPT_FILE")
                        : env.getOrDefault("OPENCLAW_PROMPT", "");
        if (prompt.isBlank()) {
            throw new Wrong("There is no prompt: OPENCLAW_PROMPT_FILE names none.");
        }
        return prompt;
    }

    private static String system(Map<String, String> env, Path workspace) throws Wrong {
        String own =
                env.containsKey("OPENCLAW_SYSTEM_PROMPT_FILE")
                        ? file(env, "OPENCLAW_SYSTEM_PROMPT_FILE")
                        : env.getOrDefault("OPENCLAW_SYSTEM_PROMPT", "");
        return own.isBlank() ? SystemPrompt.usual(workspace) : own;
    }

    private static String file(Map<String, String> env, String name) throws Wrong {
        String path = env.getOrDefault(name, "");
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new Wrong(name + " names " + path + ", which cannot be read: " + e);
        }
    }

    private static String needed(Map<String, String> env, String name, String cure) throws Wrong {
        String value = env.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new Wrong(name + " is not set. " + cure);
        }
        return value;
    }

    private static long number(
            Map<String, String> env, String name, long otherwise, long least, long most)
            throws Wrong {
        String text = env.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new Wrong(name + " must be a whole number from " + least + " to " + most + ".");
    }

    private static Duration timeout(Map<String, String> env) throws Wrong {
        try {
            return Duration.parse(env.getOrDefault("OPENCLAW_TIMEOUT", "PT30M"));
        } catch (DateTimeParseException e) {
            throw new Wrong("OPENCLAW_TIMEOUT must be a duration such as PT30M.");
        }
    }

    /// Without the token, the prompt and what else is long.
    @Override
    public String toString() {
        return "Settings[" + gateway + ", " + model + "]";
    }
}
