package ai.openclaw.auth;

import ai.openclaw.base.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The API tokens. Only hashes are kept; a token is shown once, to who made it.
@Component
class ApiTokens {

    private static final SecureRandom random = new SecureRandom();

    private final JdbcClient jdbc;

    ApiTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A new token: `oc_` and 256 random bits.
    static String generate() {
        return "oc_" + random(32);
    }

    /// So many random bytes, in base64 for URLs.
    static String random(int bytes) {
        var raw = new byte[bytes];
        random.nextBytes(raw);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    /// The token's row if it works; notes its use, at most once a minute.
    Optional<ApiToken> find(String token) {
        var hash = hash(token);
        var found =
                jdbc.sql(
                                """
                                select id, name, created_by, created_at, last_used_at
                                from api_token where hash = :hash and revoked_at is null
                                """)
                        .param("hash", hash)
                        .query(ApiToken.class)
                        .optional();
        found.ifPresent(_ ->
                jdbc.sql(
                                """
                                update api_token set last_used_at = now()
                                where hash = :hash
                                  and (last_used_at is null
                                    or last_used_at < now() - interval '1 minute')
                                """)
                        .param("hash", hash)
                        .update());
        return found;
    }

    /// The working tokens, newest first.
    List<ApiToken> list() {
        return jdbc.sql(
                        """
                        select id, name, created_by, created_at, last_used_at
                        from api_token where revoked_at is null order by id desc
                        """)
                .query(new DataClassRowMapper<>(ApiToken.class))
                .list();
    }

    ApiToken create(String name, String token, String by) {
        return insert(name, token, "created", by);
    }

    /// Whether there ever was one, revoked ones included.
    boolean any() {
        return jdbc.sql("select exists (select from api_token)").query(Boolean.class).single();
    }

    void first(String token) {
        insert("admin-token", token, "first", "start");
    }

    /// Lets the token of the environment in, in place of an earlier one from there.
    ///
    /// @return false if this very token was revoked
    boolean setFromEnvironment(String token) {
        var hash = hash(token);
        var known =
                jdbc.sql("select revoked_at is null from api_token where hash = :hash")
                        .param("hash", hash)
                        .query(Boolean.class)
                        .optional();
        if (known.isPresent()) {
            return known.get();
        }
        jdbc.sql(
                        """
                        update api_token set revoked_at = now()
                        where origin = 'environment' and revoked_at is null
                        """)
                .update();
        insert("OPENCLAW_GATEWAY_TOKEN", token, "environment", "start");
        return true;
    }

    /// @return false if there is no such token that works
    boolean revoke(UUID id) {
        return jdbc.sql(
                                """
                                update api_token set revoked_at = now()
                                where id = :id and revoked_at is null
                                """)
                        .param("id", id)
                        .update()
                == 1;
    }

    private ApiToken insert(String name, String token, String origin, String by) {
        return jdbc.sql(
                        """
                        insert into api_token (id, name, hash, origin, created_by)
                        values (:id, :name, :hash, :origin, :by)
                        returning id, name, created_by, created_at, last_used_at
                        """)
                .param("id", Ids.next())
                .param("name", name)
                .param("hash", hash(token))
                .param("origin", origin)
                .param("by", by)
                .query(ApiToken.class)
                .single();
    }

    /// A plain hash, as the token has 256 random bits: there is nothing to guess, so nothing to
    /// slow down.
    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
