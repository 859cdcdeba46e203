package ai.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationsTest {

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final Notifications notifications = database.notifications();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger reconnects = new AtomicInteger();

    @AfterEach
    void close() {
        notifications.close();
    }

    @Test
    void aMessageSentAfterSubscribingArrives() {
        notifications.subscribe("Täst \"channel\"", received::add, reconnects::incrementAndGet);

        send("Täst \"channel\"", "hello");

        await().untilAsserted(() -> assertThat(received).containsExactly("hello"));
        assertThat(reconnects).hasValue(0);
    }

    @Test
    void aMessageIsHeardWhenItsTransactionCommitsAndNotBefore() {
        notifications.subscribe("c", received::add, reconnects::incrementAndGet);

        database.transactions()
                .executeWithoutResult(status -> {
                    send("c", "rolled back");
                    status.setRollbackOnly();
                });
        database.transactions().executeWithoutResult(_ -> send("c", "committed"));

        await().untilAsserted(() -> assertThat(received).containsExactly("committed"));
    }

    @Test
    void channelsSubscribersAndTheirEndsAreKeptApart() {
        List<String> other = new CopyOnWriteArrayList<>();
        var first = notifications.subscribe("c", received::add, reconnects::incrementAndGet);
        notifications.subscribe("c", other::add, reconnects::incrementAndGet);
        notifications.subscribe("d", other::add, reconnects::incrementAndGet);

        send("c", "1");
        await().untilAsserted(() -> assertThat(received).containsExactly("1"));
        first.close();
        first.close();
        send("c", "2");
        send("d", "3");

        await().untilAsserted(() -> assertThat(other).containsExactly("1", "2", "3"));
        assertThat(received).containsExactly("1");
    }

    @Test
    void aSubscriberThatThrowsHarmsNobody() {
        notifications.subscribe(
                "c",
                _ -> {
                    throw new IllegalStateException("on purpose");
                },
                () -> {});
        notifications.subscribe("c", received::add, reconnects::incrementAndGet);

        send("c", "1");
        send("c", "2");

        await().untilAsserted(() -> assertThat(received).containsExactly("1", "2"));
    }

    @Test
    void aLostConnectionIsRebuiltAndSubscribersAreTold() {
        notifications.subscribe("c", received::add, reconnects::incrementAndGet);

        assertThat(cutConnections()).isOne();

        await().untilAsserted(() -> assertThat(reconnects).hasValue(1));
        send("c", "after");
        await().untilAsserted(() -> assertThat(received).containsExactly("after"));
    }

    @Test
    void aSubscriberMaySubscribeFromItsCallback() {
        notifications.subscribe(
                "c",
                message -> notifications.subscribe(message, received::add, () -> {}),
                reconnects::incrementAndGet);

        send("c", "late");

        await().untilAsserted(() -> {
            send("late", "heard");
            assertThat(received).contains("heard");
        });
    }

    @Test
    void closingEndsTheConnection() {
        notifications.subscribe("c", received::add, reconnects::incrementAndGet);

        notifications.close();

        await().untilAsserted(() -> assertThat(cutConnections()).isZero());
        assertThat(reconnects).hasValue(0);
    }

    private void send(String channel, String payload) {
        database.jdbc()
                .sql("select pg_notify(?, ?)")
                .params(channel, payload)
                .query((_, _) -> true)
                .single();
    }

    private int cutConnections() {
        return database.jdbc()
                .sql(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database()
                          and application_name = 'openclaw listener'
                        """)
                .query(Boolean.class)
                .list()
                .size();
    }
}
