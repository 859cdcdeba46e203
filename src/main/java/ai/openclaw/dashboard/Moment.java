package ai.openclaw.dashboard;

import java.time.Instant;

/// A time on a page: for machines, in full and as it is said.
record Moment(String iso, String full, String said) {

    static Moment of(Instant time, Instant now) {
        return new Moment(time.toString(), Shown.full(time), Shown.ago(time, now));
    }
}
