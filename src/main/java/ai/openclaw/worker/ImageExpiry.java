package ai.openclaw.worker;

import ai.openclaw.agent.Agents;
import ai.openclaw.base.Expiring;
import ai.openclaw.queue.Node;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.ImageUses;
import ai.openclaw.sandbox.SandboxEngine;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Images that this node's engine pulled and that no node has used for long. What was on the host
/// before, what an agent names today and what any container still has stays.
@Component
class ImageExpiry implements Expiring, ImageUses {

    private static final Logger log = LoggerFactory.getLogger(ImageExpiry.class);

    /// Nothing is kept for less than an hour, so this is precise enough.
    private static final long PRECISION = Duration.ofMinutes(10).toNanos();

    private static final String USED =
            "update pulled_image set used_at = now() where node = :node and name = :name";

    private static final String DUE =
            """
            select i.name, i.used_at from pulled_image i
            where i.node = :node
              and i.name <> all (cast(:named as text[]))
              and i.used_at < now() - make_interval(secs => :keep)
              and not exists (
                select from pulled_image other
                where other.name = i.name
                  and other.used_at >= now() - make_interval(secs => :keep))
            order by i.used_at limit :most
            """;

    private final JdbcClient jdbc;
    private final Agents agents;
    private final SandboxEngine engine;
    private final UUID node;
    private final Map<String, Long> noted = new ConcurrentHashMap<>();

    ImageExpiry(JdbcClient jdbc, Agents agents, SandboxEngine engine, Node node) {
        this.jdbc = jdbc;
        this.agents = agents;
        this.engine = engine;
        this.node = node.id();
        engine.account(this);
    }

    @Override
    public void used(String image) {
        long now = System.nanoTime();
        var last = noted.get(image);
        if (last == null || now - last > PRECISION) {
            note(USED, image);
        }
    }

    @Override
    public void pulled(String image) {
        note(
                """
                insert into pulled_image (node, name) values (:node, :name)
                on conflict (node, name) do update set pulled_at = now(), used_at = now()
                """,
                image);
    }

    private void note(String statement, String image) {
        try {
            jdbc.sql(statement).param("node", node).param("name", image).update();
            noted.put(image, System.nanoTime());
        } catch (DataAccessException | TransactionException e) {
            // At worst an image stays, or is pulled once more.
            log.debug("The use of {} was not noted", image, e);
        }
    }

    @Override
    public String kind() {
        return "images";
    }

    @Override
    public String description() {
        return "Images that this gateway pulled, that no gateway used since and no agent names.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return due("select count(*), 0 as bytes, min(used_at) as oldest from (" + DUE + ") d", keep)
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    /// One image, for the engine takes its time.
    @Override
    public Step step(Duration keep, int most) {
        var next =
                due(DUE + " for update skip locked", keep)
                        .param("most", 1)
                        .query((row, _) -> row.getString("name"))
                        .optional();
        if (next.isEmpty()) {
            return Step.NONE;
        }
        var name = next.get();
        try {
            if (!engine.remove(name)) {
                note(USED, name);
                return new Step(0, 0, true);
            }
        } catch (EngineUnavailable e) {
            log.info("The image {} stays for now: {}", name, e.getMessage());
            return Step.NONE;
        }
        jdbc.sql("delete from pulled_image where node = :node and name = :name")
                .param("node", node)
                .param("name", name)
                .update();
        noted.remove(name);
        log.info("Removed the image {}", name);
        return new Step(1, 0, true);
    }

    private JdbcClient.StatementSpec due(String statement, Duration keep) {
        var named =
                agents.list().stream().map(it -> agents.terms(it).image()).toArray(String[]::new);
        return jdbc.sql(statement)
                .param("node", node)
                .param("named", named)
                .param("keep", (double) keep.toSeconds());
    }
}
