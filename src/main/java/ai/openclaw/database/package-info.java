/// The one Postgres: embedded under `OPENCLAW_HOME` or named by `DATABASE_URL`, its data source,
/// its migrations and the connection that listens for notifications.
@NullMarked
@ApplicationModule(allowedDependencies = {"base"})
package ai.openclaw.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
