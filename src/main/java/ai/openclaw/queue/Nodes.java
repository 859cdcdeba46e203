package ai.openclaw.queue;

import ai.openclaw.base.NotFound;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// All gateways of this installation, as their rows say.
@Component
public class Nodes {

    private static final Logger log = LoggerFactory.getLogger(Nodes.class);

    /// What runs is counted from the rows: the heartbeat's figure is seconds old.
    private static final String LIST =
            """
            select n.*, coalesce(n.detached_until > now(), false) as detached,
              n.heartbeat_at < now() - interval '20 seconds' as silent,
              (select count(*) from attempt a where a.node = n.id and a.state = 'RUNNING') as runs
            from node n
            """;

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
                          workers = excluded.workers, engine = null, draining = false,
                          drain_kills = false, drained_at = null, detached_until = null,
                          started_at = now(), heartbeat_at = now()
                        """)
                .param("id", node)
                .param("name", hostName())
                .param("version", version)
                .param("workers", workers)
                .update();
    }

    /// @param session that holds the node's lock
    /// @return what people want of it
    Drain beat(JdbcClient session, UUID node, @Nullable String engine, int workers) {
        var drain =
                session.sql(
                                """
                                update node set heartbeat_at = now(),
                                  engine = coalesce(cast(:engine as text), engine)
                                where id = :id
                                returning draining, drain_kills
                                """)
                        .param("id", node)
                        .param("engine", engine)
                        .query((row, _) ->
                                Drain.of(row.getBoolean("draining"), row.getBoolean("drain_kills")))
                        .optional();
        if (drain.isEmpty()) {
            announce(node, workers);
        }
        return drain.orElse(Drain.NONE);
    }

    /// Asks a node to take nothing more, or, by NONE, to work again.
    ///
    /// @param self who answers
    /// @throws NotFound if there is no such node
    public NodeView ask(UUID node, Drain drain, UUID self) {
        int known =
                jdbc.sql(
                                """
                                update node set draining = :draining, drain_kills = :kills,
                                  drained_at = case when :draining then drained_at end
                                where id = :id
                                """)
                        .param("id", node)
                        .param("draining", drain != Drain.NONE)
                        .param("kills", drain == Drain.KILL)
                        .update();
        if (known == 0) {
            throw new NotFound("node", node);
        }
        log.info("Node {} is asked to drain: {}.", node, drain);
        return find(node).orElseThrow(() -> new NotFound("node", node)).seenFrom(self);
    }

    /// Nothing is left on a node that drains.
    void drained(UUID node) {
        jdbc.sql(
                        """
                        update node set drained_at = now()
                        where id = ? and draining and drained_at is null
                        """)
                .param(node)
                .update();
    }

    /// A gateway stops, and what runs on it runs on: nobody takes that over for five minutes. That
    /// it goes down has nothing to do with what runs.
    void detach(UUID node) {
        jdbc.sql(
                        """
                        with innocent as (
                          update attempt set crashes = -1, resumed_at = now()
                          where node = :id and state = 'RUNNING')
                        update node set detached_until = now() + interval '5 minutes'
                        where id = :id
                        """)
                .param("id", node)
                .update();
    }

    /// When each node last gave a sign of life, except those that said that they would be back and
    /// still have time to.
    Map<UUID, Instant> heartbeats() {
        return jdbc
                .sql("select * from node where coalesce(detached_until < now(), true)")
                .query(NodeView.HEARTBEAT)
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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

    /// All, the one that started last first.
    ///
    /// @param self who answers
    public List<NodeView> list(UUID self) {
        return jdbc
                .sql(LIST + " order by n.started_at desc, n.id")
                .query(NodeView.ROW)
                .list()
                .stream()
                .map(it -> it.seenFrom(self))
                .toList();
    }

    Optional<NodeView> find(UUID node) {
        return jdbc.sql(LIST + " where n.id = ?").param(node).query(NodeView.ROW).optional();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
