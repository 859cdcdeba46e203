package ai.openclaw.worker;

import ai.openclaw.agent.Agents;
import ai.openclaw.secret.HandedSecrets;
import ai.openclaw.secret.LiveRedactions;
import ai.openclaw.secret.Redaction;
import ai.openclaw.secret.SecretUnavailable;
import ai.openclaw.secret.Secrets;
import ai.openclaw.task.Assignment;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/// The secrets that an attempt's agent names, by the version that the task was enqueued with.
@Component
class AttemptSecrets {

    private static final Patience patience = new Patience(Duration.ofMinutes(15));

    private final Agents agents;
    private final Secrets secrets;
    private final LiveRedactions live;

    AttemptSecrets(Agents agents, Secrets secrets, LiveRedactions live) {
        this.agents = agents;
        this.secrets = secrets;
        this.live = live;
    }

    /// Until it is closed, what the attempt says on any way is cleaned of them.
    record Given(HandedSecrets secrets, LiveRedactions.Known known) implements AutoCloseable {

        Redaction redaction() {
            return secrets.redaction();
        }

        @Override
        public void close() {
            known.close();
        }
    }

    /// For an attempt that begins.
    ///
    /// @throws SecretUnavailable if one is missing
    Given hand(Assignment job) throws SecretUnavailable {
        var names = names(job);
        var id = job.attempt().id();
        return known(
                job,
                names.isEmpty()
                        ? HandedSecrets.NONE
                        : patience.with(
                                "Reading the secrets of " + id, () -> secrets.hand(id, names)));
    }

    /// What it was given when it began.
    ///
    /// @throws SecretUnavailable if one cannot be opened any more
    Given again(Assignment job) throws SecretUnavailable {
        var id = job.attempt().id();
        return known(
                job,
                names(job).isEmpty()
                        ? HandedSecrets.NONE
                        : patience.with("Reading the secrets of " + id, () -> secrets.of(id)));
    }

    private List<String> names(Assignment job) {
        var task = job.task();
        return patience.with(
                "Reading agent " + task.agent(),
                () ->
                        agents.find(task.agent(), task.agentVersion())
                                .map(it -> it.spec().secrets())
                                .map(it -> it.stream().distinct().toList())
                                .orElse(List.of()));
    }

    private Given known(Assignment job, HandedSecrets handed) {
        return new Given(handed, live.open(job.attempt().id(), handed));
    }
}
