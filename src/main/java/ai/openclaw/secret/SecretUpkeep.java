package ai.openclaw.secret;

import ai.openclaw.auth.SealedBox;
import ai.openclaw.base.Recurring;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Removes values that nobody needs any more, and seals what is kept with the present key.
@Component
class SecretUpkeep implements Recurring {

    private static final Logger log = LoggerFactory.getLogger(SecretUpkeep.class);

    private final JdbcClient jdbc;
    private final SealedBox box;

    SecretUpkeep(JdbcClient jdbc, SealedBox box) {
        this.jdbc = jdbc;
        this.box = box;
    }

    @Override
    public String id() {
        return "secret-sweep";
    }

    /// The minute is for an attempt that is being given one just now.
    @Override
    public void run() {
        jdbc.sql(
                        """
                        delete from secret_value v
                        where replaced_at < now() - interval '1 minute' and not exists (
                          select 1 from attempt_secret s join attempt a on a.id = s.attempt
                          where s.value = v.id and a.state in ('QUEUED', 'RUNNING'))
                        """)
                .update();
    }

    @EventListener(ApplicationReadyEvent.class)
    void sealAnew() {
        var sealed = new HashMap<UUID, byte[]>();
        jdbc.sql("select id, sealed from secret_value")
                .query(row -> {
                    sealed.put(row.getObject("id", UUID.class), row.getBytes("sealed"));
                });
        for (Map.Entry<UUID, byte[]> it : sealed.entrySet()) {
            try {
                box.renewed(it.getValue(), Secrets.context(it.getKey()))
                        .ifPresent(fresh ->
                                jdbc.sql(
                                                """
                                                update secret_value set sealed = :fresh
                                                where id = :id and sealed = :before
                                                """)
                                        .param("fresh", fresh)
                                        .param("id", it.getKey())
                                        .param("before", it.getValue())
                                        .update());
            } catch (SealedBox.CannotOpen e) {
                log.warn(
                        "A secret cannot be opened by this gateway: {} Until that is mended, tasks"
                                + " of agents that name it fail.",
                        e.getMessage());
            }
        }
    }
}
