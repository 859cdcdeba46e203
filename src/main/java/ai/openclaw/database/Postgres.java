package ai.openclaw.database;

/// The server behind the data source. Closing it is the last thing the gateway does.
sealed interface Postgres extends AutoCloseable permits EmbeddedPostgres, ForeignPostgres {

    /// The gateway's own account.
    Login login();

    @Override
    void close();
}
