/// What every room needs and none owns: ids, sizes, paging, reasons, problem details. Knows no
/// other room, and stays small.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package ai.openclaw.base;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
