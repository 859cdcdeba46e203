package ai.openclaw.budget;

import java.util.UUID;

/// What became of the wish to make a call.
public sealed interface Reservation {

    /// It may go out; whoever makes it says how it ended.
    record Granted(UUID call) implements Reservation {}

    /// A budget is used up. That is final.
    ///
    /// @param why a sentence
    record Spent(String why) implements Reservation {}

    /// Calls that are under way hold what is left of a budget; later there may be some.
    ///
    /// @param why a sentence
    record Held(String why) implements Reservation {}

    /// There is a budget in dollars and no price for the model.
    ///
    /// @param why a sentence that names the cure
    record Unpriced(String why) implements Reservation {}
}
