package ai.openclaw.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Slows down who guesses passwords: so many tries per name and per address in a window. Counted in
/// Postgres, so that a restart or a second gateway gives no further tries, and counted before the
/// password is looked at, so that tries side by side do not slip through.
@Component
class SignInThrottle {

    static final int TRIES_PER_NAME = 10;
    static final int TRIES_PER_ADDRESS = 30;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    SignInThrottle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param admitted whether this try may go on
    /// @param first whether this is the first one refused in its window
    /// @param retryAfter until the next try has a chance; zero if admitted
    record Verdict(boolean admitted, boolean first, Duration retryAfter) {}

    Verdict count(String name, String address) {
        forgetOldWindows();
        var byAddress = count("address " + address, TRIES_PER_ADDRESS);
        if (!byAddress.admitted()) {
            return byAddress;
        }
        return count("name " + digest(name), TRIES_PER_NAME);
    }

    /// After a success: the name starts afresh, and the address gets this try back.
    void forgive(String name, String address) {
        jdbc.sql("delete from sign_in_tries where subject = :subject")
                .param("subject", "name " + digest(name))
                .update();
        jdbc.sql(
                        "update sign_in_tries set tries = tries - 1 where subject = :subject and tries > 0")
                .param("subject", "address " + address)
                .update();
    }

    private Verdict count(String subject, int limit) {
        return jdbc.sql(
                        """
                        insert into sign_in_tries as t (subject, tries) values (:subject, 1)
                        on conflict (subject) do update set
                          tries = case when t.since + make_interval(secs => :window) < now()
                            then 1 else least(t.tries, 1000000) + 1 end,
                          since = case when t.since + make_interval(secs => :window) < now()
                            then now() else t.since end
                        returning tries,
                          extract(epoch from since + make_interval(secs => :window) - now()) as wait
                        """)
                .param("subject", subject)
                .param("window", (double) WINDOW.toSeconds())
                .query((row, _) -> {
                    int tries = row.getInt("tries");
                    long wait = Math.max(1, (long) Math.ceil(row.getDouble("wait")));
                    return tries <= limit
                            ? new Verdict(true, false, Duration.ZERO)
                            : new Verdict(false, tries == limit + 1, Duration.ofSeconds(wait));
                })
                .single();
    }

    private void forgetOldWindows() {
        jdbc.sql("delete from sign_in_tries where since < now() - make_interval(secs => :window)")
                .param("window", (double) WINDOW.toSeconds())
                .update();
    }

    /// What a stranger types is neither bounded nor ours to keep: people mistype passwords here.
    private static String digest(String name) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
