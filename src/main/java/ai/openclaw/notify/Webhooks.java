package ai.openclaw.notify;

import ai.openclaw.auth.Audit;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.Ids;
import ai.openclaw.base.NotFound;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The standing webhooks. Who changed one stands in the audit trail, with its host and never with
/// more of its address, which may hold what its receiver keeps secret.
@Component
public class Webhooks {

    /// What an event costs grows with them.
    private static final int MOST = 50;

    private static final String SELECT =
            """
            select w.*, s.made_at as secret_made_at
            from webhook w left join webhook_secret s on s.owner = w.id
            """;

    private final JdbcClient jdbc;
    private final SigningSecrets secrets;
    private final Outbox outbox;
    private final Payloads payloads;
    private final Audit audit;

    Webhooks(
            JdbcClient jdbc,
            SigningSecrets secrets,
            Outbox outbox,
            Payloads payloads,
            Audit audit) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.outbox = outbox;
        this.payloads = payloads;
        this.audit = audit;
    }

    /// Something with its secret, which is shown this once.
    public record Made<T>(T it, String secret) {

        /// Without the secret.
        @Override
        public String toString() {
            return "Made[" + it + "]";
        }
    }

    /// All of them, newest first.
    public List<Webhook> list() {
        return jdbc.sql(SELECT + " order by w.id desc").query(Webhooks::row).list();
    }

    /// @throws NotFound if there is none
    public Webhook get(UUID id) {
        return jdbc.sql(SELECT + " where w.id = :id")
                .param("id", id)
                .query(Webhooks::row)
                .optional()
                .orElseThrow(() -> new NotFound("webhook", id));
    }

    /// @throws ai.openclaw.base.InvalidRequest naming every field that is wrong
    /// @throws Conflict if there are as many as there may be
    @Transactional
    public Made<Webhook> create(WebhookRequest request, String by) {
        var wanted = request.checked();
        if (list().size() >= MOST) {
            throw new Conflict("There are " + MOST + " webhooks already; remove one first.");
        }
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into webhook (id, url, description, events, enabled, created_by)
                        values (:id, :url, :description, :events, :enabled, :by)
                        """)
                .param("id", id)
                .params(columns(wanted))
                .param("by", by)
                .update();
        String secret = secrets.renew(id);
        audit.record(by, null, "webhook.created", id + " " + host(wanted.url()));
        return new Made<>(get(id), secret);
    }

    /// @throws NotFound if there is none
    /// @throws ai.openclaw.base.InvalidRequest naming every field that is wrong
    @Transactional
    public Webhook change(UUID id, WebhookRequest request, String by) {
        var wanted = request.checked();
        int changed =
                jdbc.sql(
                                """
                                update webhook set url = :url, description = :description,
                                  events = :events, enabled = :enabled, disabled_because = null
                                where id = :id
                                """)
                        .param("id", id)
                        .params(columns(wanted))
                        .update();
        if (changed == 0) {
            throw new NotFound("webhook", id);
        }
        audit.record(by, null, "webhook.changed", id + " " + host(wanted.url()));
        return get(id);
    }

    /// Removes it with its secret and its deliveries, the outstanding ones too.
    ///
    /// @throws NotFound if there is none
    @Transactional
    public void remove(UUID id, String by) {
        if (jdbc.sql("delete from webhook where id = :id").param("id", id).update() == 0) {
            throw new NotFound("webhook", id);
        }
        secrets.forget(id);
        audit.record(by, null, "webhook.removed", id.toString());
    }

    /// A new secret. The one before it signs along for a day.
    ///
    /// @throws NotFound if there is no such webhook
    @Transactional
    public Made<Webhook> renewSecret(UUID id, String by) {
        get(id);
        String secret = secrets.renew(id);
        audit.record(by, null, "webhook.secret-renewed", id.toString());
        return new Made<>(get(id), secret);
    }

    /// A new secret for the callbacks of tasks. The one before it signs along for a day.
    @Transactional
    public String renewCallbackSecret(String by) {
        String secret = secrets.renew(SigningSecrets.CALLBACKS);
        audit.record(by, null, "webhook.secret-renewed", "callbacks");
        return secret;
    }

    /// Since when the secret of callbacks is there; empty if none was needed yet.
    public Optional<Instant> callbackSecretMadeAt() {
        return secrets.madeAt(SigningSecrets.CALLBACKS);
    }

    /// Sends an event `webhook.test`, whatever the webhook asked for.
    ///
    /// @return the delivery's id
    /// @throws NotFound if there is none
    @Transactional
    public UUID test(UUID id, String by) {
        get(id);
        var payload =
                payloads.of(EventType.WEBHOOK_TEST, Map.of("webhook", id.toString(), "by", by));
        var entry = Outbox.Entry.to(id, payload);
        outbox.add(List.of(entry));
        return entry.id();
    }

    void switchOff(UUID id, String why) {
        jdbc.sql("update webhook set enabled = false, disabled_because = :why where id = :id")
                .param("id", id)
                .param("why", why)
                .update();
    }

    private static Map<String, Object> columns(WebhookRequest.Checked wanted) {
        return Map.of(
                "url", wanted.url(),
                "description", wanted.description(),
                "events", wanted.events().toArray(String[]::new),
                "enabled", wanted.enabled());
    }

    private static String host(String url) {
        return URI.create(url).getHost();
    }

    private static Webhook row(ResultSet row, int n) throws SQLException {
        var secret = row.getObject("secret_made_at", OffsetDateTime.class);
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("url"),
                row.getString("description"),
                List.of((String[]) row.getArray("events").getArray()),
                row.getBoolean("enabled"),
                row.getString("disabled_because"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                secret == null ? null : secret.toInstant());
    }
}
