package ai.openclaw.secret;

import ai.openclaw.task.AttemptId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// What is to be taken out of the words of the attempts that run here, for whoever takes down what
/// they say on other ways than their output.
@Component
public class LiveRedactions {

    private final Map<AttemptId, Redaction> running = new ConcurrentHashMap<>();

    LiveRedactions() {}

    /// Known until it is closed.
    public interface Known extends AutoCloseable {
        @Override
        void close();
    }

    public Known open(AttemptId attempt, HandedSecrets secrets) {
        running.put(attempt, secrets.redaction());
        return () -> running.remove(attempt);
    }

    /// What to take out of what this attempt says.
    ///
    /// @return empty if it does not run here, such as when it is just being taken over from another
    ///   process; then nothing that it says may be taken down
    public Optional<Redaction> known(AttemptId attempt) {
        return Optional.ofNullable(running.get(attempt));
    }
}
