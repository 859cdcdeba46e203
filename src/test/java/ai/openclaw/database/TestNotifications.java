package ai.openclaw.database;

/// The listening connection for a test's database.
public final class TestNotifications {

    private TestNotifications() {}

    /// The caller closes it.
    public static Notifications of(TestPostgres.Database database) {
        return new Notifications(
                new Login(database.jdbcUrl(), database.username(), database.password()));
    }
}
