package ai.openclaw.notify;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The door for other rooms: says something to every webhook that wants to know it.
@Component
public class Alerts {

    private final Outbox outbox;
    private final Payloads payloads;

    Alerts(Outbox outbox, Payloads payloads) {
        this.outbox = outbox;
        this.payloads = payloads;
    }

    /// Writes into the outbox, in the caller's transaction: the word goes out if that commits, and
    /// only then. Cheap where nobody wants to know it.
    ///
    /// @param data what JSON can be made of; a few kilobytes at most and never secret
    /// @throws org.springframework.transaction.IllegalTransactionStateException outside of a
    ///   transaction
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(EventType type, Object data) {
        var wanting = outbox.wanting(type);
        if (!wanting.isEmpty()) {
            var payload = payloads.of(type, data);
            outbox.add(wanting.stream().map(it -> Outbox.Entry.to(it, payload)).toList());
        }
    }
}
