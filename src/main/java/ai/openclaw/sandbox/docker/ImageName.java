package ai.openclaw.sandbox.docker;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An image as people name it: `[registry/]repository[:tag][@sha256:…]`, or an id `sha256:…`.
///
/// @param repository without the tag; with the digest where there is one
/// @param tag null where there is a digest
record ImageName(String repository, @Nullable String tag) {

    /// Without tag and digest, `latest` is meant; the engine would pull all tags.
    static ImageName parse(String name) {
        if (name.contains("@")) {
            return new ImageName(name, null);
        }
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/')
                ? new ImageName(name.substring(0, colon), name.substring(colon + 1))
                : new ImageName(name, "latest");
    }

    /// Whether this is an image's id, which no registry knows.
    static boolean isId(String name) {
        return name.matches("(sha256:)?[0-9a-f]{64}");
    }

    /// Why an image cannot be had, for a person.
    ///
    /// @param said by the engine or the registry
    static String explain(String image, String said) {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("invalid reference") || text.contains("invalid tag")) {
            return "'" + image + "' is no name of an image";
        }
        if (has(text, "access denied", "unauthorized", "authentication", "denied")) {
            return "The image '"
                    + image
                    + "' does not exist, or its registry wants a login (docker login): "
                    + said;
        }
        if (has(text, "manifest unknown", "not found", "does not exist", "no such image")) {
            return "There is no image '" + image + "': " + said;
        }
        if (has(text, "toomanyrequests", "rate limit")) {
            return "The registry of '" + image + "' allows no more pulls for now: " + said;
        }
        if (has(
                text,
                "no such host",
                "connection refused",
                "i/o timeout",
                "deadline exceeded",
                "dial tcp",
                "tls handshake",
                "client.timeout",
                "unreachable",
                "server misbehaving",
                "eof")) {
            return "The image '"
                    + image
                    + "' is not on this machine and its registry does not answer: "
                    + said;
        }
        return "The image '" + image + "' could not be pulled: " + said;
    }

    private static boolean has(String text, String... parts) {
        return Stream.of(parts).anyMatch(text::contains);
    }
}
