package ai.openclaw.harness;

import java.util.function.Consumer;

/// One of the ways in which models are asked. Knows how a question is written and how an answer is
/// read, and nothing of connections.
interface Dialect {

    /// Where questions go, below the gateway's address.
    String path();

    /// The question, as the provider wants it written.
    Json request(Question question);

    /// Reads one answer.
    ///
    /// @param heard gets the text piece by piece as it comes
    Reading reading(Consumer<String> heard);

    /// What is asked.
    ///
    /// @param longest answer in tokens; 0 for the provider's own limit
    record Question(
            String model, String system, Conversation conversation, Toolbox tools, int longest) {}

    /// An answer being read. Not for several threads.
    interface Reading {

        /// Takes in the next event.
        ///
        /// @throws ModelFailure if the provider says in the middle that it failed
        void event(Json event) throws ModelFailure;

        /// Whether the provider has said that this is all. A stream that ends before has broken
        /// off.
        boolean complete();

        Answer answer();
    }

    /// @throws IllegalArgumentException for an unknown name; says which there are
    static Dialect named(String name) {
        return switch (name) {
            case "anthropic" -> new Messages();
            case "chat" -> new Completions();
            case "responses" -> new Responses();
            default ->
                    throw new IllegalArgumentException(
                            "OPENCLAW_MODEL_DIALECT is '"
                                    + name
                                    + "'; there are anthropic, chat and responses");
        };
    }

    /// For when nobody has said: by the model's name.
    static Dialect guessed(String model) {
        String bare = model.substring(model.lastIndexOf('/') + 1);
        return named(bare.startsWith("claude") ? "anthropic" : "chat");
    }
}
