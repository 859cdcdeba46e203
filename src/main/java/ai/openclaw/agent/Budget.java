package ai.openclaw.agent;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a task may spend on models over all its attempts. Null means no limit of that kind.
public record Budget(@Nullable Long tokens, @Nullable BigDecimal usd) {}
