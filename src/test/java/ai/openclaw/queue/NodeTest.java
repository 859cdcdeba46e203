package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.CannotStart;
import ai.openclaw.base.NotFound;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {

    private final Database database = TestPostgres.freshDatabase();

    @TempDir Path home;

    @Test
    void idIsPrivateAndSurvivesARestart() throws IOException {
        UUID first;
        try (var node = node("a")) {
            first = node.id();
        }
        try (var node = node("a")) {
            assertThat(node.id()).isEqualTo(first);
        }
        var mode = Files.getPosixFilePermissions(home.resolve("a/node-id"));
        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }

    @Test
    void nodesOfOneDatabaseAreOneInstallation() {
        try (var a = node("a");
                var b = node("b")) {
            assertThat(a.node.instance()).isEqualTo(b.node.instance());
            assertThat(a.nodes.list(a.id()))
                    .extracting(NodeView::id)
                    .containsExactlyInAnyOrder(a.id(), b.id());
        }
    }

    @Test
    void secondProcessWithTheSameIdDoesNotStart() throws IOException {
        try (var node = node("a")) {
            Files.createDirectories(home.resolve("copy"));
            Files.copy(home.resolve("a/node-id"), home.resolve("copy/node-id"));
            assertThatThrownBy(() -> node("copy").close())
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(node.id().toString());
        }
    }

    @Test
    void lostLockIsTakenAgain() {
        try (var node = node("a")) {
            List<Integer> before = holders();
            assertThat(before).hasSize(1);
            database.jdbc()
                    .sql("select pg_terminate_backend(?)")
                    .param(before.getFirst())
                    .query(Boolean.class)
                    .single();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> holders().size() == 1 && !holders().equals(before));
            await().until(() -> node.workers.free() == 2);
        }
        assertThat(holders()).isEmpty();
    }

    @Test
    void drainReachesTheNodeItIsMeantForAndItsEndToo() {
        try (var a = node("a");
                var b = node("b")) {
            var heard = new CopyOnWriteArrayList<Drain>();
            b.node.onDrain(heard::add);
            assertThat(a.nodes.ask(b.id(), Drain.WAIT, a.id()).state())
                    .isEqualTo(NodeView.State.DRAINING);
            await().until(() -> heard.equals(List.of(Drain.WAIT)) && b.workers.free() == 0);
            b.node.drained();
            assertThat(a.nodes.list(a.id()))
                    .filteredOn(it -> it.id().equals(b.id()))
                    .extracting(NodeView::state, NodeView::self)
                    .containsExactly(tuple(NodeView.State.DRAINED, false));
            a.nodes.ask(b.id(), Drain.NONE, a.id());
            await().until(() -> heard.getLast() == Drain.NONE && b.workers.free() == 2);
            assertThat(a.workers.free()).isEqualTo(2);
            assertThat(a.nodes.list(a.id()))
                    .extracting(NodeView::state)
                    .containsOnly(NodeView.State.UP);
        }
    }

    @Test
    void nodeThatIsNotThereCannotBeDrained() {
        try (var node = node("a")) {
            assertThatThrownBy(() -> node.nodes.ask(UUID.randomUUID(), Drain.WAIT, node.id()))
                    .isInstanceOf(NotFound.class);
        }
    }

    private List<Integer> holders() {
        return database.jdbc()
                .sql(
                        """
                        select l.pid from pg_locks l join pg_database d on d.oid = l.database
                        where l.locktype = 'advisory' and d.datname = current_database()
                        """)
                .query((row, _) -> row.getInt("pid"))
                .list();
    }

    private TestNode node(String name) {
        return new TestNode(database, home.resolve(name), 2, _ -> {});
    }
}
