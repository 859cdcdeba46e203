package ai.openclaw.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// What the gateways of a test take for the database's time.
final class SettableTime implements InstantSource {

    private volatile Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    Instant at(String moment) {
        now = Instant.parse(moment);
        return now;
    }

    Instant pass(Duration duration) {
        now = now.plus(duration);
        return now;
    }
}
