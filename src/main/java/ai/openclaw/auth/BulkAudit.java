package ai.openclaw.auth;

import ai.openclaw.task.BulkDone;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps who changed many tasks at once; what is done to a single one stands in its timeline.
@Component
class BulkAudit {

    private final Audit audit;

    BulkAudit(Audit audit) {
        this.audit = audit;
    }

    @EventListener
    void on(BulkDone done) {
        audit.record(
                done.by(),
                null,
                "tasks." + done.action().name().toLowerCase(Locale.ROOT),
                done.counts().changed() + " tasks");
    }
}
