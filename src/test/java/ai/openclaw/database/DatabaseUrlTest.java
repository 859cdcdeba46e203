package ai.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.CannotStart;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgres://u:p@h/d,                      jdbc:postgresql://h/d,        u, p",
        "postgresql://u:p@h:5433/d,               jdbc:postgresql://h:5433/d,   u, p",
        "jdbc:postgresql://h:1/d?user=u&password=p, jdbc:postgresql://h:1/d,    u, p",
        "postgres://u%40x:p%2F%3A%40+@h/d,        jdbc:postgresql://h/d,        u@x, p/:@+",
        "postgres://u:p@a:1@h/d,                  jdbc:postgresql://h/d,        u, p@a:1",
        "postgres://u@h/d,                        jdbc:postgresql://h/d,        u,",
        "postgres://u:p@[::1]:5/d,                jdbc:postgresql://[::1]:5/d,  u, p",
        "'postgres://u:p@a:1,b:2/d?sslmode=require', 'jdbc:postgresql://a:1,b:2/d?sslmode=require', u, p",
        "postgres://u:p@h/d?application_name=x%20y, jdbc:postgresql://h/d?ApplicationName=x+y, u, p",
    })
    void everyUsualFormIsUnderstood(String url, String jdbcUrl, String username, String password) {
        var login = DatabaseUrl.parse(url);

        assertThat(login).isEqualTo(new Login(jdbcUrl, username, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hush@h/d",
                "postgres://u:hush@h",
                "postgres://u:hush@h/",
                "postgres://h/d?password=hush",
                "postgres://u:hush%zz@h/d",
                "postgres://u:hu/sh@h/d",
                "postgres://u:hush@h/d?sslmode",
                "hush",
            })
    void aBadOneIsRefusedNamingTheSettingAndTheFormButNotThePassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        e -> {
                            assertThat(e).hasMessageContaining("DATABASE_URL");
                            assertThat(e.cure()).contains("postgres://user:password@host");
                            assertThat(e.getMessage() + e.cure()).doesNotContain("hush");
                        });
    }

    @Test
    void nothingPrintsThePassword() {
        var login = DatabaseUrl.parse("postgres://u:hush@h/d?sslpassword=hush");

        assertThat(login.toString()).isEqualTo("u at jdbc:postgresql://h/d");
        assertThat(new DatabaseSettings("postgres://u:hush@h/d").toString()).doesNotContain("hush");
    }

    @Test
    void anOldServerIsRefusedNamingBothVersions() {
        ForeignPostgres.refuseOldVersion(15, "15.1");
        assertThatThrownBy(() -> ForeignPostgres.refuseOldVersion(14, "14.9 (Debian)"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("14.9")
                .hasMessageContaining("15");
    }

    @Test
    void aServerThatIsNotThereOrRefusesTheLoginIsNamed() {
        var database = TestPostgres.freshDatabase();
        var wrong = new Login(database.jdbcUrl(), "openclaw", "hush");
        assertThatThrownBy(() -> ForeignPostgres.reach(wrong, Duration.ofSeconds(30)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("openclaw at " + database.jdbcUrl())
                .hasMessageNotContaining("hush");

        var nobody = new Login("jdbc:postgresql://127.0.0.1:9/d", "u", "hush");
        assertThatThrownBy(() -> ForeignPostgres.reach(nobody, Duration.ofMillis(300)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("127.0.0.1:9");

        var right = ForeignPostgres.reach(database.login(), Duration.ofSeconds(5));
        assertThat(right.login()).isEqualTo(database.login());
    }
}
