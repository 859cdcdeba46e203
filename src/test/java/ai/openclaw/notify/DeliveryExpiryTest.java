package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Expiring.Step;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Old deliveries go with their attempts, in small steps; what is still to be sent never does.
class DeliveryExpiryTest {

    private static final Duration KEEP = Duration.ofDays(30);

    private final Database database = TestPostgres.freshDatabase();
    private final DeliveryExpiry expiry = new DeliveryExpiry(database.jdbc());

    @Test
    void finishedOnesGoWhenTheyAreOldAndPendingOnesStay() {
        add(5, "DELIVERED", "40 days");
        add(2, "GIVEN_UP", "31 days");
        add(3, "DELIVERED", "29 days");
        add(4, "PENDING", null);
        assertThat(expiry.due(KEEP, 100).count()).isEqualTo(7);
        assertThat(expiry.due(KEEP, 100).bytes()).isEqualTo(7 * 2);

        assertThat(expiry.step(KEEP, 4)).isEqualTo(new Step(4, 8, true));
        assertThat(expiry.step(KEEP, 4)).isEqualTo(new Step(3, 6, false));
        assertThat(expiry.step(KEEP, 4)).isEqualTo(new Step(0, 0, false));

        assertThat(count("delivery where state = 'PENDING'")).isEqualTo(4);
        assertThat(count("delivery")).isEqualTo(7);
        assertThat(count("delivery_attempt")).isEqualTo(7);
    }

    private void add(int many, String state, @Nullable String age) {
        database.jdbc()
                .sql(
                        """
                        with made as (
                          insert into delivery
                            (id, message, url, target, type, body, state, created_at, finished_at)
                          select gen_random_uuid(), gen_random_uuid(), 'http://a.example/', 'a',
                            'task.failed', '{}', :state, now() - interval '1 year',
                            now() - cast(:age as interval)
                          from generate_series(1, :many) returning id)
                        insert into delivery_attempt (delivery, number) select id, 1 from made
                        """)
                .param("many", many)
                .param("state", state)
                .param("age", age, java.sql.Types.VARCHAR)
                .update();
    }

    private int count(String what) {
        return database.jdbc().sql("select count(*) from " + what).query(Integer.class).single();
    }
}
