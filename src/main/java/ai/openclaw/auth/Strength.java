package ai.openclaw.auth;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a secret that a person chose is good enough. The answers never repeat the secret.
final class Strength {

    private static final int SHORTEST_PASSWORD = 12;

    /// Where bcrypt ends.
    private static final int LONGEST_PASSWORD_BYTES = 72;

    private static final int SHORTEST_TOKEN = 32;
    private static final int LEAST_DISTINCT = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /// RFC 6750's token68, so that it can travel in a header.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /// What stands in examples and on lists of common passwords, without digits and punctuation.
    private static final Set<String> WELL_KNOWN =
            Set.of(
                    "admin",
                    "administrator",
                    "changeit",
                    "changeme",
                    "changethis",
                    "changethispassword",
                    "correcthorsebatterystaple",
                    "default",
                    "example",
                    "iloveyou",
                    "letmein",
                    "openclaw",
                    "openclawadmin",
                    "openclawpassword",
                    "password",
                    "passwordpassword",
                    "qwerty",
                    "qwertyuiop",
                    "qwertyuiopasdf",
                    "replaceme",
                    "root",
                    "secret",
                    "supersecret",
                    "test",
                    "welcome",
                    "yourpassword",
                    "yourpasswordhere");

    private Strength() {}

    /// Why the name cannot be used, or empty.
    static Optional<String> objectionToName(String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "1 to 64 letters, digits, '.', '_', '@' or '-' are expected, beginning with"
                                + " a letter or digit");
    }

    /// Why the password cannot be used, or empty.
    static Optional<String> objectionToPassword(String name, String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            return Optional.of("at least " + SHORTEST_PASSWORD + " characters are expected");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            return Optional.of("at most " + LONGEST_PASSWORD_BYTES + " bytes are expected");
        }
        if (password.equalsIgnoreCase(name) || wellKnown(password)) {
            return Optional.of("this is a well-known default; choose one that nobody can guess");
        }
        if (distinct(password) < 5) {
            return Optional.of("more different characters are expected");
        }
        return Optional.empty();
    }

    /// Why the API token cannot be used, or empty.
    static Optional<String> objectionToToken(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.of("only letters, digits and . _ ~ + / - = can travel in a header");
        }
        if (token.length() < SHORTEST_TOKEN || distinct(token) < LEAST_DISTINCT) {
            return Optional.of(
                    "at least "
                            + SHORTEST_TOKEN
                            + " random characters are expected, for example from: openssl rand"
                            + " -hex 32");
        }
        return Optional.empty();
    }

    private static boolean wellKnown(String password) {
        return WELL_KNOWN.contains(
                password.toLowerCase(Locale.ROOT).replaceAll("[^\\p{IsAlphabetic}]", ""));
    }

    private static long distinct(String text) {
        return text.codePoints().distinct().count();
    }
}
