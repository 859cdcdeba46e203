package ai.openclaw.agent;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/// One version of an agent. Versions are never changed; a `PUT` makes the next one.
public record Agent(String name, int version, Instant createdAt, @JsonUnwrapped AgentSpec spec) {}
