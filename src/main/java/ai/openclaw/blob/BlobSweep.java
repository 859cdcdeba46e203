package ai.openclaw.blob;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Clears away what was given up, and what writers that died have left.
@Component
class BlobSweep {

    private static final Logger log = LoggerFactory.getLogger(BlobSweep.class);

    private final Blobs blobs;
    private final BlobSettings settings;

    BlobSweep(Blobs blobs, BlobSettings settings) {
        this.blobs = blobs;
        this.settings = settings;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 2, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        try {
            var age = settings.abandonedAfter();
            int deleted = blobs.sweep(age) + blobs.sweepStray(age);
            if (deleted > 0) {
                log.info("Deleted the bytes of {} blobs that nothing refers to", deleted);
            }
        } catch (DataAccessException e) {
            log.warn("Could not sweep blobs, trying again later: {}", e.getMessage());
        }
    }
}
