package ai.openclaw.notify;

import ai.openclaw.auth.SealedBox;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The secrets that deliveries are signed with: one for each webhook, and one of the installation
/// for the callbacks of tasks. The database holds them sealed. One that was replaced signs along
/// for a day, so that receivers can change over without losing anything.
@Component
class SigningSecrets {

    /// Whose secret signs callbacks.
    static final UUID CALLBACKS = new UUID(0, 0);

    private static final Logger log = LoggerFactory.getLogger(SigningSecrets.class);

    private final JdbcClient jdbc;
    private final SealedBox box;

    SigningSecrets(JdbcClient jdbc, SealedBox box) {
        this.jdbc = jdbc;
        this.box = box;
    }

    /// Makes a secret, in the place of the one before it.
    ///
    /// @return as its owner gets it, this once
    String renew(UUID owner) {
        var key = Signature.newKey();
        jdbc.sql(
                        """
                        insert into webhook_secret (owner, sealed) values (:owner, :sealed)
                        on conflict (owner) do update set sealed = excluded.sealed,
                          earlier = webhook_secret.sealed,
                          earlier_until = now() + interval '1 day', made_at = now()
                        """)
                .param("owner", owner)
                .param("sealed", box.seal(key, context(owner)))
                .update();
        return Signature.shown(key);
    }

    /// Since when the secret is there; empty if there is none.
    Optional<Instant> madeAt(UUID owner) {
        return jdbc.sql("select made_at from webhook_secret where owner = :owner")
                .param("owner", owner)
                .query((row, _) -> row.getObject("made_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void forget(UUID owner) {
        jdbc.sql("delete from webhook_secret where owner = :owner").param("owner", owner).update();
    }

    /// The keys to sign with, the present one first. Callbacks get theirs when first needed.
    ///
    /// @throws SealedBox.CannotOpen if another gateway's key is needed for it
    List<byte[]> keys(UUID owner) throws SealedBox.CannotOpen {
        var sealed = find(owner);
        if (sealed.isEmpty() && owner.equals(CALLBACKS)) {
            jdbc.sql(
                            """
                            insert into webhook_secret (owner, sealed) values (:owner, :sealed)
                            on conflict do nothing
                            """)
                    .param("owner", owner)
                    .param("sealed", box.seal(Signature.newKey(), context(owner)))
                    .update();
            sealed = find(owner);
        }
        var keys = new ArrayList<byte[]>();
        for (var it : sealed.orElseThrow(() -> new IllegalStateException("the webhook is gone"))) {
            keys.add(box.open(it, context(owner)));
        }
        return keys;
    }

    private Optional<List<byte[]>> find(UUID owner) {
        return jdbc.sql(
                        """
                        select sealed, case when earlier_until > now() then earlier end as earlier
                        from webhook_secret where owner = :owner
                        """)
                .param("owner", owner)
                .query((row, _) ->
                        Stream.of(row.getBytes("sealed"), row.getBytes("earlier"))
                                .filter(Objects::nonNull)
                                .toList())
                .optional();
    }

    /// Seals with the present key what was sealed with another.
    @EventListener(ApplicationReadyEvent.class)
    void sealAnew() {
        for (var owner :
                jdbc.sql("select owner from webhook_secret")
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list()) {
            for (var column : List.of("sealed", "earlier")) {
                try {
                    sealAnew(owner, column);
                } catch (SealedBox.CannotOpen e) {
                    log.warn("A webhook's secret cannot be opened: {}", e.getMessage());
                }
            }
        }
    }

    private void sealAnew(UUID owner, String column) throws SealedBox.CannotOpen {
        var before =
                jdbc.sql(
                                "select %1$s from webhook_secret where owner = :owner and %1$s is not null"
                                        .formatted(column))
                        .param("owner", owner)
                        .query((row, _) -> row.getBytes(1))
                        .optional();
        if (before.isPresent()) {
            var fresh = box.renewed(before.get(), context(owner));
            if (fresh.isPresent()) {
                jdbc.sql(
                                "update webhook_secret set %1$s = :fresh where owner = :owner and %1$s = :before"
                                        .formatted(column))
                        .param("fresh", fresh.get())
                        .param("owner", owner)
                        .param("before", before.get())
                        .update();
            }
        }
    }

    private static String context(UUID owner) {
        return "webhook/" + owner;
    }
}
