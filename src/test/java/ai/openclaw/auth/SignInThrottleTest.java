package ai.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInThrottleTest {

    @TempDir Path home;

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final SignInThrottle throttle = new SignInThrottle(database.jdbc());

    @Test
    void guessingEndsWithAWaitAndEvenTheRightPasswordWaits() throws Exception {
        try (var door = door()) {
            for (int i = 0; i < SignInThrottle.TRIES_PER_NAME; i++) {
                assertThat(door.signIn("admin", "wrong " + i).statusCode()).isEqualTo(302);
            }
            var refused = door.signIn("admin", TestDoor.PASSWORD);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 300L);
            assertThat(door.get("/page").statusCode()).isEqualTo(302);
        }
        try (var other = door()) {
            assertThat(other.signIn("admin", TestDoor.PASSWORD).statusCode())
                    .as("a restart or another gateway gives no further tries")
                    .isEqualTo(429);
            window("name ");
            other.signIn("admin", TestDoor.PASSWORD);
            assertThat(other.get("/page").statusCode()).isEqualTo(200);
        }
        assertThat(
                        database.jdbc()
                                .sql("select count(*) from audit where action = 'sign-in.failed'")
                                .query(Long.class)
                                .single())
                .isEqualTo(SignInThrottle.TRIES_PER_NAME);
    }

    @Test
    void manyNamesFromOneAddressEndWithAWaitToo() {
        for (int i = 0; i < SignInThrottle.TRIES_PER_ADDRESS; i++) {
            assertThat(throttle.count("name" + i, "192.0.2.1").admitted()).isTrue();
        }
        assertThat(throttle.count("another", "192.0.2.1"))
                .satisfies(it -> assertThat(it.admitted()).isFalse())
                .satisfies(it -> assertThat(it.first()).isTrue());
        assertThat(throttle.count("another", "192.0.2.1").first()).isFalse();
        assertThat(throttle.count("another", "192.0.2.2").admitted()).isTrue();
    }

    @Test
    void successStartsTheNameAfreshAndCostsTheAddressNothing() {
        for (int i = 0; i < 3 * SignInThrottle.TRIES_PER_ADDRESS; i++) {
            assertThat(throttle.count("mara", "192.0.2.1").admitted()).isTrue();
            throttle.forgive("mara", "192.0.2.1");
        }
    }

    @Test
    void oldWindowsAreForgotten() {
        throttle.count("mara", "192.0.2.1");
        window("");
        throttle.count("jo", "192.0.2.2");
        assertThat(
                        database.jdbc()
                                .sql("select count(*) from sign_in_tries")
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
    }

    private void window(String prefix) {
        database.jdbc()
                .sql(
                        """
                        update sign_in_tries set since = since - interval '1 hour'
                        where subject like :prefix || '%'
                        """)
                .param("prefix", prefix)
                .update();
    }

    private TestDoor door() {
        return TestDoor.open(
                database, home, Map.of("openclaw.gateway.password", TestDoor.PASSWORD));
    }
}
