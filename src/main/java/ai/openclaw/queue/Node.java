package ai.openclaw.queue;

import java.util.UUID;
import org.springframework.stereotype.Component;

/// This gateway among its peers. Its id is made once and kept in `OPENCLAW_HOME`.
@Component
public class Node {

    public UUID id() {
        throw new UnsupportedOperationException();
    }
}
