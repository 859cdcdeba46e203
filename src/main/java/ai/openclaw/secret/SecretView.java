package ai.openclaw.secret;

import java.time.Instant;

/// A secret as people see it: without its value.
///
/// @param madeAt when its present value was set
/// @param madeBy who did
public record SecretView(String name, Instant madeAt, String madeBy) {}
