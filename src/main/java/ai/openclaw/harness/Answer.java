package ai.openclaw.harness;

import java.util.List;

/// What a model said in one turn.
///
/// @param calls in the order in which they were asked for
/// @param kept pieces that only the provider understands, such as signed thoughts, and wants to see
///   again
/// @param cut whether it ran into the limit of an answer's length
record Answer(String text, List<Call> calls, List<Json> kept, Tokens tokens, boolean cut) {

    Answer {
        calls = List.copyOf(calls);
        kept = List.copyOf(kept);
    }
}
