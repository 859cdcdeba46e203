package ai.openclaw.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the gateway is and what opens it.
///
/// @param url without a slash at its end
/// @param token null where none was found
/// @param tokenPlace where the token was looked for, for messages
record GatewayAddress(URI url, @Nullable String token, String tokenPlace) {

    /// From `OPENCLAW_GATEWAY_URL` and `OPENCLAW_GATEWAY_TOKEN`, or what a local gateway left in
    /// its home. The local gateway's token never goes to another machine.
    static GatewayAddress from(Map<String, String> env, Path directory) {
        Path home = directory.resolve(setting(env, "OPENCLAW_HOME", ".openclaw")).normalize();
        String named = setting(env, "OPENCLAW_GATEWAY_URL", "");
        URI url = uri(named.isEmpty() ? local(env, home) : named);
        String token = setting(env, "OPENCLAW_GATEWAY_TOKEN", "");
        if (!token.isEmpty()) {
            return new GatewayAddress(url, token, "OPENCLAW_GATEWAY_TOKEN");
        }
        if (!named.isEmpty() && !loopback(url)) {
            return new GatewayAddress(url, null, "OPENCLAW_GATEWAY_TOKEN");
        }
        Path file = home.resolve("admin-token");
        return new GatewayAddress(url, read(file), file.toString());
    }

    /// Without the token.
    @Override
    public String toString() {
        return url.toString();
    }

    private static String local(Map<String, String> env, Path home) {
        String port = setting(env, "OPENCLAW_PORT", "");
        String left = read(home.resolve("gateway-url"));
        // A port that is named is meant, unless it is the very one of the gateway that is here.
        return left != null && (port.isEmpty() || left.endsWith(":" + port))
                ? left
                : "http://127.0.0.1:" + (port.isEmpty() ? "18789" : port);
    }

    private static URI uri(String text) {
        try {
            URI url = URI.create(text.replaceFirst("/+$", ""));
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below, in the same words.
        }
        throw new CommandFailed(
                "'" + text + "' is no address of a gateway.",
                "OPENCLAW_GATEWAY_URL looks like http://127.0.0.1:18789; OPENCLAW_PORT is a number.");
    }

    private static boolean loopback(URI url) {
        String host = url.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    private static String setting(Map<String, String> env, String name, String otherwise) {
        String value = env.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private static @Nullable String read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? null : text;
        } catch (IOException e) {
            return null;
        }
    }
}
