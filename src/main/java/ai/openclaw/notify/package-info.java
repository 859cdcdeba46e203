/// Word to others of what happened: signed webhooks, from an outbox that is written in the
/// transaction of the thing itself and delivered by any gateway. Others come in through
/// [ai.openclaw.notify.Alerts].
@NullMarked
@ApplicationModule(allowedDependencies = {"base", "database", "task", "auth", "schedule"})
package ai.openclaw.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
