package ai.openclaw.base;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An address that a client gives for the gateway to call. Whether it may be reached is decided
/// when it is called, by what its host's name means then.
public final class WebUrl {

    private static final int LONGEST = 2_000;

    private WebUrl() {}

    /// Adds what is wrong with it: `http` or `https`, a host, no user, no fragment, at most 2,000
    /// characters. Null passes.
    public static void check(@Nullable String url, Findings findings) {
        if (url == null) {
            return;
        }
        if (url.length() > LONGEST) {
            findings.add("may have at most " + LONGEST + " characters.");
            return;
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            findings.add("is no URL: " + e.getReason() + " at character " + e.getIndex() + ".");
            return;
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            findings.add("must begin with https:// or http://.");
        } else if (uri.getRawUserInfo() != null) {
            findings.add("may not hold a user or password; deliveries are signed instead.");
        } else if (uri.getHost() == null || uri.getHost().isEmpty()) {
            findings.add("needs a host; write one in other letters in its xn-- form.");
        } else if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            findings.add("has a port that does not exist.");
        } else if (uri.getRawFragment() != null) {
            findings.add("may not have a part behind #.");
        }
    }
}
