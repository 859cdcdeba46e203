/// Bytes of any length in Postgres, in chunks, streamed both ways: uploads and artifacts use it.
@NullMarked
@ApplicationModule(allowedDependencies = {"base"})
package ai.openclaw.blob;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
