package ai.openclaw.fleet;

import ai.openclaw.database.Notifications;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.KillRequested;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Passes the wish to kill a sandbox to whichever node runs its attempt. A wish that gets lost with
/// a connection is lost: the sandbox is still in the list, for asking again.
@Component
class Kills implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Kills.class);
    private static final String CHANNEL = "openclaw_kill";
    private static final int ID = 36;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Notifications.Subscription subscription;

    Kills(JdbcClient jdbc, ApplicationEventPublisher events, Notifications notifications) {
        this.jdbc = jdbc;
        this.events = events;
        this.subscription = notifications.subscribe(CHANNEL, this::heard, () -> {});
    }

    void ask(AttemptId attempt, String by) {
        log.info("{} kills the sandbox of attempt {}.", by, attempt);
        jdbc.sql("select pg_notify(:channel, :wish)")
                .param("channel", CHANNEL)
                .param("wish", attempt + " " + by)
                .query((_, _) -> 1)
                .list();
    }

    private void heard(String wish) {
        var attempt = new AttemptId(UUID.fromString(wish.substring(0, ID)));
        events.publishEvent(new KillRequested(attempt, wish.substring(ID + 1)));
    }

    @Override
    public void destroy() {
        subscription.close();
    }
}
