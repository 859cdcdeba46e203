package ai.openclaw.notify;

import ai.openclaw.schedule.ScheduleEvent;
import java.util.LinkedHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells webhooks of failed runs, missed moments and schedules that paused themselves, in the
/// transaction that found it.
@Component
class ScheduleAlerts {

    private final Alerts alerts;

    ScheduleAlerts(Alerts alerts) {
        this.alerts = alerts;
    }

    @EventListener
    void on(ScheduleEvent event) {
        var data = new LinkedHashMap<String, Object>();
        data.put("schedule", event.schedule());
        data.put("count", event.count());
        data.put("detail", event.detail());
        if (event.task() != null) {
            data.put("task", event.task().toString());
        }
        alerts.add(
                switch (event.kind()) {
                    case FAILED -> EventType.SCHEDULE_FAILED;
                    case MISSED -> EventType.SCHEDULE_MISSED;
                    case PAUSED -> EventType.SCHEDULE_PAUSED;
                },
                data);
    }
}
