package ai.openclaw.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends answers of which nothing has come for too long.
@Component
class Silences {

    private final ProxySettings settings;
    private final Map<InputStream, Long> heard = new ConcurrentHashMap<>();

    Silences(ProxySettings settings) {
        this.settings = settings;
    }

    /// Something came just now.
    void heard(InputStream answer) {
        heard.put(answer, System.nanoTime());
    }

    void forget(InputStream answer) {
        heard.remove(answer);
    }

    @Scheduled(fixedDelay = 1_000)
    void look() {
        long limit = settings.silence().toNanos();
        long now = System.nanoTime();
        heard.forEach((answer, at) -> {
            if (now - at > limit) {
                close(answer);
            }
        });
    }

    static void close(InputStream answer) {
        try {
            answer.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }
}
