package ai.openclaw.database;

import ai.openclaw.base.CannotStart;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `DATABASE_URL` in the forms people have it in: `postgres://`, `postgresql://` (as libpq
/// and the hosters write it) and `jdbc:postgresql://`.
final class DatabaseUrl {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:jdbc:postgresql|postgres|postgresql)://"
                            + "(?:(?<account>[^/?#]*)@)?(?<hosts>[^@/?#]+)/(?<database>[^/?#]+)"
                            + "(?:\\?(?<parameters>[^#]*))?");

    /// libpq's names for what the driver calls otherwise.
    private static final Map<String, String> DRIVER_NAMES =
            Map.of(
                    "application_name", "ApplicationName",
                    "connect_timeout", "connectTimeout",
                    "channel_binding", "channelBinding",
                    "target_session_attrs", "targetServerType");

    private DatabaseUrl() {}

    /// @throws CannotStart if it has none of the forms; the message repeats nothing of the text,
    ///   for there is a password in it
    static Login parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw refused("it does not have the expected form");
        }
        var parameters = parameters(form.group("parameters"));
        String username = parameters.remove("user");
        String password = parameters.remove("password");
        String account = form.group("account");
        if (account != null) {
            int colon = account.indexOf(':');
            username = decode(colon < 0 ? account : account.substring(0, colon));
            password = colon < 0 ? password : decode(account.substring(colon + 1));
        }
        if (username == null || username.isEmpty()) {
            throw refused("it names no user");
        }
        String address = "jdbc:postgresql://" + form.group("hosts") + "/" + form.group("database");
        return new Login(address + query(parameters), username, password);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair :
                query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw refused("a parameter after the ? has no value");
            }
            String name = decode(pair.substring(0, equals));
            parameters.put(
                    DRIVER_NAMES.getOrDefault(name, name), decode(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        var query = new StringBuilder();
        parameters.forEach((name, value) ->
                query.append(query.isEmpty() ? '?' : '&')
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }

    /// Percent signs only: a plus in a password is a plus.
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("a percent sign in it is not followed by two hex digits");
        }
    }

    private static CannotStart refused(String why) {
        return new CannotStart(
                "DATABASE_URL cannot be used: " + why + ".",
                "Write it as postgres://user:password@host:5432/database, with the characters"
                        + " : / ? # @ % in user and password percent-encoded; jdbc:postgresql://…"
                        + " is understood too. Or leave it unset for the embedded Postgres.");
    }
}
