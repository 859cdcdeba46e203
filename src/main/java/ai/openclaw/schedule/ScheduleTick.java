package ai.openclaw.schedule;

import ai.openclaw.base.Recurring;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// The safety net below the timers.
@Component
class ScheduleTick implements Recurring {

    private final Tick tick;

    ScheduleTick(Tick tick) {
        this.tick = tick;
    }

    @Override
    public String id() {
        return "schedule-tick";
    }

    @Override
    public void run() {
        var _ = tick.run(Duration.ZERO);
    }
}
