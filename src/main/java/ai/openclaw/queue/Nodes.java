package ai.openclaw.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// All gateways of this installation, as their rows say.
@Component
class Nodes {

    private final JdbcClient jdbc;
    private final String version;

    Nodes(JdbcClient jdbc, @Value("${openclaw.version:development}") String version) {
        this.jdbc = jdbc;
        this.version = version;
    }

    UUID installation() {
        return jdbc.sql("select id from installation").query(UUID.class).single();
    }

    /// A gateway starts.
    void announce(UUID node, int workers) {
        jdbc.sql(
                        """
                        insert into node (id, name, version, workers)
                        values (:id, :name, :version, :workers)
                        on conflict (id) do update set
                          name = excluded.name, version = excluded.version,
                          workers = excluded.workers, engine = null, running = 0, draining = false,
                          detached_until = null, started_at = now(), heartbeat_at = now()
                        """)
                .param("id", node)
                .param("name", hostName())
                .param("version", version)
                .param("workers", workers)
                .update();
    }

    void beat(UUID node, @Nullable String engine, int workers, int running) {
        int known =
                jdbc.sql(
                                """
                                update node set heartbeat_at = now(), running = :running,
                                  engine = coalesce(cast(:engine as text), engine)
                                where id = :id
                                """)
                        .param("id", node)
                        .param("engine", engine)
                        .param("running", running)
                        .update();
        if (known == 0) {
            announce(node, workers);
        }
    }

    /// A gateway stops, and what runs on it runs on: nobody takes that over for five minutes.
    void detach(UUID node) {
        jdbc.sql("update node set detached_until = now() + interval '5 minutes' where id = ?")
                .param(node)
                .update();
    }

    /// Nodes that gave no sign of life for a minute, and did not say that they would be back.
    List<UUID> silent() {
        return jdbc.sql(
                        """
                        select id from node
                        where heartbeat_at < now() - interval '60 seconds'
                          and coalesce(detached_until < now(), true)
                        """)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Forgets nodes that have been silent for a week and run nothing.
    void forget() {
        jdbc.sql(
                        """
                        delete from node n
                        where heartbeat_at < now() - interval '7 days'
                          and not exists (
                            select from attempt a where a.node = n.id and a.state = 'RUNNING')
                        """)
                .update();
    }

    List<NodeView> list() {
        return jdbc.sql("select * from node order by started_at desc, id")
                .query(NodeView.ROW)
                .list();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
