package ai.openclaw.sandbox;

/// When an image is asked for at its registry.
public enum PullPolicy {
    /// When it is not there.
    MISSING,
    /// Before every attempt, so that a tag that moved is noticed. Where the registry does not
    /// answer, nothing runs.
    ALWAYS,
    /// Only what is there is used.
    NEVER
}
