package ai.openclaw.task;

import ai.openclaw.database.Notifications;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Turns what the triggers of `task` tell every node into events on this one. After a lost
/// connection nothing is repeated: whoever cannot do without asks [Tasks].
@Component
class TaskNotifications {

    private final Notifications notifications;
    private final ApplicationEventPublisher events;
    private final List<Notifications.Subscription> subscriptions = new ArrayList<>();

    TaskNotifications(Notifications notifications, ApplicationEventPublisher events) {
        this.notifications = notifications;
        this.events = events;
    }

    @PostConstruct
    void subscribe() {
        listen("openclaw_task", id -> events.publishEvent(new TaskChanged(new TaskId(id))));
        listen(
                "openclaw_cancel",
                id -> events.publishEvent(new CancelRequested(new AttemptId(id))));
    }

    @PreDestroy
    void unsubscribe() {
        subscriptions.forEach(Notifications.Subscription::close);
    }

    private void listen(String channel, Consumer<UUID> receiver) {
        subscriptions.add(
                notifications.subscribe(
                        channel, id -> receiver.accept(UUID.fromString(id)), () -> {}));
    }
}
