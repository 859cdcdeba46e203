package ai.openclaw.auth;

import ai.openclaw.base.CannotStart;
import ai.openclaw.base.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes sure, before the first request can come in, that there is a first admin and a first API
/// token. What exists already is never changed: somebody may rely on it. The one exception is
/// `OPENCLAW_GATEWAY_TOKEN`, which always works as long as it is set and was not revoked.
@Component
class FirstAccess implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(FirstAccess.class);

    /// Any number that nobody else uses: gateways that start together take turns here.
    private static final long LOCK = 0x6f63_6175_7468L;

    private final AuthSettings settings;
    private final Users users;
    private final ApiTokens tokens;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SecretFile passwordFile;
    private final SecretFile tokenFile;

    FirstAccess(
            AuthSettings settings,
            Home home,
            Users users,
            ApiTokens tokens,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.settings = settings;
        this.users = users;
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.passwordFile = new SecretFile(home.path().resolve("admin-password"));
        this.tokenFile = new SecretFile(home.path().resolve("admin-token"));
    }

    @Override
    public void afterSingletonsInstantiated() {
        checkSettings();
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query((_, _) -> 0)
                    .single();
            ensureAdmin();
            ensureToken();
        });
    }

    private void checkSettings() {
        refuseIf("OPENCLAW_GATEWAY_USERNAME", Strength.objectionToName(settings.username()));
        var password = settings.password();
        if (password != null) {
            refuseIf(
                    "OPENCLAW_GATEWAY_PASSWORD",
                    Strength.objectionToPassword(settings.username(), password));
        }
        var token = settings.token();
        if (token != null) {
            refuseIf("OPENCLAW_GATEWAY_TOKEN", Strength.objectionToToken(token));
        }
    }

    private static void refuseIf(String setting, Optional<String> objection) {
        objection.ifPresent(it -> {
            throw new CannotStart(
                    setting + " is not good enough: " + it + ".",
                    "Set it to another value, or leave it out.");
        });
    }

    private void ensureAdmin() {
        if (users.any()) {
            return;
        }
        var chosen = settings.password();
        if (chosen != null) {
            users.create(settings.username(), chosen);
            log.info("First start: sign in as '{}'.", settings.username());
            return;
        }
        var password =
                keptOrNew(
                        passwordFile,
                        kept -> Strength.objectionToPassword(settings.username(), kept).isEmpty(),
                        () -> ApiTokens.random(18));
        users.create(settings.username(), password);
        log.info(
                "First start: sign in as '{}' with the password in {}.",
                settings.username(),
                passwordFile.path());
    }

    private void ensureToken() {
        var set = settings.token();
        if (set != null) {
            if (!tokens.setFromEnvironment(set)) {
                log.warn("OPENCLAW_GATEWAY_TOKEN was revoked and does not work any more.");
            }
            return;
        }
        if (!tokens.any()) {
            tokens.first(
                    keptOrNew(
                            tokenFile,
                            kept -> Strength.objectionToToken(kept).isEmpty(),
                            ApiTokens::generate));
            log.info("First start: the admin API token is in {}.", tokenFile.path());
        }
    }

    /// A file that is there already, from before the database was made anew, stays in force.
    private static String keptOrNew(
            SecretFile file, Predicate<String> good, Supplier<String> maker) {
        try {
            var kept = file.read().filter(good);
            var secret = kept.orElseGet(maker);
            file.write(secret);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.path(), e);
        }
    }
}
