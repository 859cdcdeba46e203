package ai.openclaw.budget;

/// What a model call used.
///
/// @param input all of it, what came from a cache included
/// @param cached of the input, what was read from a cache
/// @param reasoning of the output, what was thought and not said
/// @param estimated whether the figures are ours, because the provider gave none
public record Tokens(long input, long output, long cached, long reasoning, boolean estimated) {

    public static final Tokens NONE = new Tokens(0, 0, 0, 0, false);

    public long total() {
        return input + output;
    }
}
