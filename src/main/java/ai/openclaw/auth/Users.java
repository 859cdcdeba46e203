package ai.openclaw.auth;

import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The people who can sign in. All of them are admins.
@Component
class Users implements UserDetailsService {

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;

    Users(JdbcClient jdbc, PasswordEncoder passwords) {
        this.jdbc = jdbc;
        this.passwords = passwords;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return jdbc.sql("select name, password from account where name = :name")
                .param("name", storable(name))
                .query((row, _) ->
                        User.withUsername(row.getString("name"))
                                .password(row.getString("password"))
                                .roles("ADMIN")
                                .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    boolean any() {
        return jdbc.sql("select exists (select from account)").query(Boolean.class).single();
    }

    boolean exists(String name) {
        return jdbc.sql("select exists (select from account where name = :name)")
                .param("name", storable(name))
                .query(Boolean.class)
                .single();
    }

    void create(String name, String password) {
        jdbc.sql("insert into account (name, password) values (:name, :password)")
                .param("name", name)
                .param("password", encode(password))
                .update();
    }

    /// Sets the password and ends all sessions of this user.
    ///
    /// @return false if there is no such user
    @Transactional
    public boolean setPassword(String name, String password) {
        int changed =
                jdbc.sql(
                                """
                                update account
                                set password = :password, password_changed_at = now()
                                where name = :name
                                """)
                        .param("name", storable(name))
                        .param("password", encode(password))
                        .update();
        jdbc.sql("delete from spring_session where principal_name = :name")
                .param("name", storable(name))
                .update();
        return changed == 1;
    }

    private String encode(String password) {
        return Objects.requireNonNull(passwords.encode(password));
    }

    /// Postgres has no NUL in text; a name with one belongs to nobody.
    private static String storable(String name) {
        return name.replace('\0', '\uFFFD');
    }
}
