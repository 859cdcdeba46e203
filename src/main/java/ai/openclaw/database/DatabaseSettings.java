package ai.openclaw.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which Postgres. Prints without the password.
///
/// @param url `DATABASE_URL`; empty: the embedded one
@ConfigurationProperties("openclaw.database")
record DatabaseSettings(@DefaultValue("") String url) {

    boolean embedded() {
        return url.isBlank();
    }

    @Override
    public String toString() {
        return embedded() ? "embedded" : DatabaseUrl.parse(url).toString();
    }
}
