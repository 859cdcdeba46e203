package ai.openclaw.auth;

import ai.openclaw.schedule.ScheduleChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps who changed a schedule, paused it or ran it by hand.
@Component
class ScheduleAudit {

    private final Audit audit;

    ScheduleAudit(Audit audit) {
        this.audit = audit;
    }

    @EventListener
    void on(ScheduleChanged change) {
        audit.record(change.by(), null, "schedule." + change.action(), change.schedule());
    }
}
