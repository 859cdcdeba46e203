package ai.openclaw.harness;

/// What answers have used, by the provider's own count.
///
/// @param input all that was read, whether from a cache or not
/// @param cached of the input
record Tokens(long input, long output, long cached) {

    static final Tokens NONE = new Tokens(0, 0, 0);

    Tokens plus(Tokens more) {
        return new Tokens(input + more.input, output + more.output, cached + more.cached);
    }

    long total() {
        return input + output;
    }
}
