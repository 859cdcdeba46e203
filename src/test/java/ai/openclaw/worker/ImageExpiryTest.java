package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.queue.Node;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.TestImages;
import ai.openclaw.sandbox.docker.DockerEngine;
import ai.openclaw.sandbox.docker.TinyRegistry;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// A real engine pulls from a registry of the test's own.
class ImageExpiryTest {

    private static final Duration KEEP = Duration.ofHours(1);

    @TempDir Path home;

    @Test
    void imageThatWasPulledGoesWhenNobodyWantsItAndNoOther() throws Exception {
        var database = TestPostgres.freshDatabase();
        try (var gateway = new TestGateway(database, home, 2);
                var registry = new TinyRegistry();
                var docker = TestImages.docker()) {
            var node = gateway.context.getBean(Node.class);
            var agents = gateway.context.getBean(Agents.class);
            try (var engine =
                    DockerEngine.at(
                            TestImages.dockerHost(), new Marks(node.instance(), node.id()))) {
                var expiry = new ImageExpiry(database.jdbc(), agents, engine, node);
                registry.release();
                prepare(engine, registry.image());
                prepare(engine, TestImages.busybox());
                assertThat(due(expiry)).as("just used").isZero();
                makeOld(database.jdbc());
                assertThat(due(expiry)).as("those that were not there before").isEqualTo(1);

                agents.put("tiny", spec(registry.image()));
                assertThat(due(expiry)).as("an agent names it").isZero();
                agents.delete("tiny");

                useElsewhere(database.jdbc(), registry.image());
                assertThat(due(expiry)).as("another node uses it").isZero();
                makeOld(database.jdbc());

                var container =
                        docker.createContainerCmd(registry.image()).withCmd("x").exec().getId();
                assertThat(expiry.step(KEEP, 500).count()).as("a container has it").isZero();
                docker.removeContainerCmd(container).exec();
                assertThat(due(expiry)).as("later").isZero();
                makeOld(database.jdbc());

                assertThat(expiry.step(KEEP, 500).count()).isEqualTo(1);
                assertThat(expiry.step(KEEP, 500).more()).isFalse();
                prepare(engine, TestImages.busybox());
                assertThatThrownBy(() -> docker.inspectImageCmd(registry.image()).exec())
                        .isInstanceOf(NotFoundException.class);

                prepare(engine, registry.image());
                assertThat(rows(database.jdbc())).as("pulled again").isEqualTo(2);
                docker.removeImageCmd(registry.image()).exec();
            }
        }
    }

    private static void prepare(DockerEngine engine, String image)
            throws ImageUnavailable, InterruptedException {
        engine.prepare(image, _ -> {});
    }

    private static long due(ImageExpiry expiry) {
        return expiry.due(KEEP, 100).count();
    }

    private static void makeOld(JdbcClient jdbc) {
        jdbc.sql("update pulled_image set used_at = now() - interval '2 hours'").update();
    }

    private static void useElsewhere(JdbcClient jdbc, String image) {
        jdbc.sql("insert into pulled_image (node, name) values (:node, :name)")
                .param("node", UUID.randomUUID())
                .param("name", image)
                .update();
    }

    private static long rows(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from pulled_image").query(Long.class).single();
    }

    private static AgentSpec spec(String image) {
        return JsonMapper.shared()
                .readValue(
                        """
                        {"image": "%s", "command": ["true"]}
                        """
                                .formatted(image),
                        AgentSpec.class);
    }
}
