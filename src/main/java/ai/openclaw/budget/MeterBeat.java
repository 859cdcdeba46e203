package ai.openclaw.budget;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps open calls alive by their rows, and ends those of gateways that are gone.
@Component
class MeterBeat {

    private static final Logger log = LoggerFactory.getLogger(MeterBeat.class);

    private final Meter meter;

    MeterBeat(Meter meter) {
        this.meter = meter;
    }

    @Scheduled(fixedDelay = 20_000, initialDelay = 20_000)
    void beat() {
        try {
            meter.beat();
            while (meter.endLost()) {
                log.debug("more calls were lost");
            }
        } catch (RuntimeException e) {
            log.warn("Model calls are not looked after, trying again: {}", e.toString());
        }
    }
}
