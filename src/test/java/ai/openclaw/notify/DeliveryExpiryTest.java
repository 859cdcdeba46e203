package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Expiring.Step;
import ai.openclaw.database.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What goes of deliveries, and what stays.
class DeliveryExpiryTest {

    private static final Duration KEEP = Duration.ofDays(30);

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final JdbcClient jdbc = database.jdbc();
    private final DeliveryExpiry expiry = new DeliveryExpiry(jdbc);

    @Test
    void oldOnesThatEndedGoWithTheirAttemptsInSmallStepsTheOldestFirst() {
        add(5, "DELIVERED", 31);
        add(3, "GIVEN_UP", 40);
        add(2, "DELIVERED", 29);
        add(2, "GIVEN_UP", 1);
        // Due for long, and still to be tried.
        add(4, "PENDING", 50);

        var due = expiry.due(KEEP, 100);
        assertThat(due.count()).isEqualTo(8);
        assertThat(due.bytes()).isEqualTo(8 * 10);
        assertThat(due.more()).isFalse();
        assertThat(due.oldest())
                .isBefore(Instant.now().minus(39, ChronoUnit.DAYS))
                .isAfter(Instant.now().minus(41, ChronoUnit.DAYS));
        assertThat(expiry.due(KEEP, 5).count()).isEqualTo(5);
        assertThat(expiry.due(KEEP, 5).more()).isTrue();

        assertThat(expiry.step(KEEP, 3)).isEqualTo(new Step(3, 30, true));
        assertThat(count("delivery where state = 'GIVEN_UP'")).isEqualTo(2);
        assertThat(count("delivery where state = 'DELIVERED'")).isEqualTo(7);
        assertThat(expiry.step(KEEP, 3)).isEqualTo(new Step(3, 30, true));
        assertThat(expiry.step(KEEP, 3)).isEqualTo(new Step(2, 20, false));
        assertThat(expiry.step(KEEP, 3)).isEqualTo(Step.NONE);

        assertThat(count("delivery where state = 'PENDING'")).isEqualTo(4);
        assertThat(count("delivery")).isEqualTo(8);
        assertThat(count("delivery_attempt")).isEqualTo(8);
        assertThat(expiry.due(KEEP, 5).count()).isZero();
    }

    @Test
    void whatSomebodyHoldsIsLeftForTheNextTimeAndHoldsNobodyUp() {
        var held = add(1, "DELIVERED", 60);
        add(2, "DELIVERED", 50);
        database.transactions()
                .executeWithoutResult(_ -> {
                    jdbc.sql("select id from delivery where id = ? for update")
                            .param(held)
                            .query(UUID.class)
                            .single();
                    var other = Thread.ofVirtual().start(() -> expiry.step(KEEP, 10));
                    try {
                        assertThat(other.join(Duration.ofSeconds(10))).isTrue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(jdbc.sql("select id from delivery").query(UUID.class).list())
                .containsExactly(held);

        assertThat(expiry.step(KEEP, 10).count()).isEqualTo(1);
    }

    /// Deliveries of ten bytes with an attempt each.
    ///
    /// @param days since they ended, or since they are due
    /// @return one of them
    private UUID add(int count, String state, int days) {
        return jdbc.sql(
                        """
                        with made as (
                          insert into delivery (id, message, url, target, type, body, state,
                            created_at, due_at, finished_at)
                          select gen_random_uuid(), gen_random_uuid(), 'http://x.test/', 'x.test',
                            'task.failed', '0123456789', :state, at, at,
                            case when :state <> 'PENDING' then at end
                          from (select now() - make_interval(days => :days) as at) ago,
                            generate_series(1, :count)
                          returning id),
                        tried as (
                          insert into delivery_attempt (delivery, number) select id, 1 from made)
                        select id from made limit 1
                        """)
                .param("state", state)
                .param("days", days)
                .param("count", count)
                .query(UUID.class)
                .single();
    }

    private int count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
    }
}
