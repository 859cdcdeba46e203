package ai.openclaw.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// How to reach a database: address and account. Prints neither the password nor the parameters of
/// the address, which may hold secrets too.
///
/// @param password null: the driver finds one itself, in `~/.pgpass`, or needs none
record Login(String jdbcUrl, String username, @Nullable String password) {

    /// A connection of its own, outside of the pool.
    ///
    /// @param timeout to get it
    /// @param driverProperties further properties of the driver
    Connection connect(Duration timeout, Map<String, String> driverProperties) throws SQLException {
        var properties = new Properties();
        properties.putAll(driverProperties);
        properties.setProperty("user", username);
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", "" + timeout.toSeconds());
        properties.setProperty("loginTimeout", "" + timeout.toSeconds());
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    @Override
    public String toString() {
        return username + " at " + jdbcUrl.replaceFirst("\\?.*", "");
    }
}
