package ai.openclaw.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Receipts, for as long as attempts refer to them.
@Repository
class ReceiptStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReceiptStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Receipt receipt) {
        jdbc.sql(
                        """
                        insert into receipt (id, node, sandbox, complete, engine, engine_detail,
                          image, runtime, fingerprint, millis, findings)
                        values (:id, :node, :sandbox, :complete, :engine, :detail, :image, :runtime,
                          :fingerprint, :millis, :findings::jsonb)
                        """)
                .param("id", receipt.id())
                .param("node", receipt.node())
                .param("sandbox", receipt.sandbox())
                .param("complete", receipt.complete())
                .param("engine", receipt.engine())
                .param("detail", receipt.engineDetail())
                .param("image", receipt.image())
                .param("runtime", receipt.runtime())
                .param("fingerprint", receipt.fingerprint())
                .param("millis", receipt.millis())
                .param("findings", json.writeValueAsString(receipt.findings()))
                .update();
    }

    Optional<Receipt> find(UUID id) {
        return jdbc.sql("select * from receipt where id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    private Receipt row(ResultSet row, int n) throws SQLException {
        return new Receipt(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                row.getObject("sandbox", UUID.class),
                Objects.requireNonNull(row.getObject("taken_at", OffsetDateTime.class)).toInstant(),
                row.getBoolean("complete"),
                row.getString("engine"),
                row.getString("engine_detail"),
                row.getString("image"),
                row.getString("runtime"),
                row.getString("fingerprint"),
                row.getLong("millis"),
                Arrays.asList(json.readValue(row.getString("findings"), Finding[].class)));
    }
}
