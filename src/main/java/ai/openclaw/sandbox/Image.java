package ai.openclaw.sandbox;

/// An image that is there.
///
/// @param name as it was asked for, such as `openclaw-sandbox:local`
/// @param pinned the exact one: name with `@sha256:` digest, or the image id where there is no
///   digest
public record Image(String name, String pinned) {

    /// One that nobody has looked for yet: for asking, not for making.
    public static Image named(String name) {
        return new Image(name, name);
    }
}
