package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/// Proof that the server behind a port is the one that works on our files: it knows our password
/// without being told (scram convinces both sides), and it reads back from its data directory what
/// we have just written into ours. A copy of the home has the same password, but not that file.
record ServerIdentity(ClusterFiles files, ServerAccount account) {

    private static final String PROOF = "openclaw.proof";

    /// The server's version, such as `15.18`.
    ///
    /// @throws SQLException if it is another one, or does not answer
    String prove(Login superuser) throws SQLException, IOException {
        Path file = files.data().resolve(PROOF);
        String proof = ClusterFiles.randomHex();
        Files.deleteIfExists(file);
        ClusterFiles.writePrivately(file, proof);
        account.own(file);
        try (var connection = connect(superuser);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_read_file('" + PROOF + "')")) {
            if (!row.next() || !proof.equals(row.getString(1))) {
                throw new SQLException("Another server answers at " + superuser.jdbcUrl());
            }
            return connection.getMetaData().getDatabaseProductVersion();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static Connection connect(Login login) throws SQLException {
        return login.connect(
                Duration.ofSeconds(5),
                Map.of("socketTimeout", "20", "ApplicationName", "openclaw launcher"));
    }
}
