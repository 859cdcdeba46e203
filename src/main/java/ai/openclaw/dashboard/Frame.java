package ai.openclaw.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What surrounds every page.
///
/// @param theme `auto`, `light` or `dark`
/// @param now the server's time, for the script
/// @param running how many tasks run, such as `12` or `999+`; empty for none
/// @param alarm what nobody may overlook, or null
/// @param caveats what the engine does not isolate
/// @param ops the address of JobRunr's dashboard, or null where it is not served
record Frame(
        String theme,
        String now,
        String user,
        String engine,
        String version,
        String running,
        List<String> caveats,
        @Nullable String alarm,
        @Nullable String ops) {}
