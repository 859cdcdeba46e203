package ai.openclaw.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Agents and their versions in Postgres.
@Repository
class AgentStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AgentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        // Absent fields stay absent, so that a field added later does not make every agent differ.
        this.json =
                json.rebuild()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .changeDefaultPropertyInclusion(
                                it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .build();
    }

    Optional<Agent> newest(String name) {
        return jdbc.sql(
                        """
                        select v.*, a.paused_at, a.paused_by from agent a
                        join agent_version v on v.name = a.name and v.version = a.version
                        where a.name = :name and a.deleted_at is null
                        """)
                .param("name", name)
                .query(this::agent)
                .optional();
    }

    Optional<Agent> version(String name, int version) {
        return jdbc.sql(
                        """
                        select v.*, a.paused_at, a.paused_by from agent a
                        join agent_version v on v.name = a.name
                        where v.name = :name and v.version = :version
                        """)
                .param("name", name)
                .param("version", version)
                .query(this::agent)
                .optional();
    }

    List<Agent> all() {
        return jdbc.sql(
                        """
                        select v.*, a.paused_at, a.paused_by from agent a
                        join agent_version v on v.name = a.name and v.version = a.version
                        where a.deleted_at is null
                        order by a.name
                        """)
                .query(this::agent)
                .list();
    }

    /// Makes the row that its versions hang on, if it is not there, and holds it until the end of
    /// the transaction.
    ///
    /// @return the newest version's number; 0 for an agent that never was
    int lock(String name) {
        jdbc.sql("insert into agent (name, version) values (:name, 0) on conflict do nothing")
                .param("name", name)
                .update();
        return jdbc.sql("select version from agent where name = :name for update")
                .param("name", name)
                .query(Integer.class)
                .single();
    }

    boolean isNewest(String name, AgentSpec spec) {
        return jdbc.sql(
                        """
                        select exists (
                          select from agent a
                          join agent_version v on v.name = a.name and v.version = a.version
                          where a.name = :name and a.deleted_at is null and v.spec = :spec::jsonb)
                        """)
                .param("name", name)
                .param("spec", json.writeValueAsString(spec))
                .query(Boolean.class)
                .single();
    }

    void add(String name, int version, AgentSpec spec) {
        jdbc.sql(
                        """
                        insert into agent_version (name, version, spec)
                        values (:name, :version, :spec::jsonb)
                        """)
                .param("name", name)
                .param("version", version)
                .param("spec", json.writeValueAsString(spec))
                .update();
        jdbc.sql("update agent set version = :version, deleted_at = null where name = :name")
                .param("name", name)
                .param("version", version)
                .update();
    }

    boolean delete(String name) {
        return jdbc.sql(
                                """
                                update agent set deleted_at = now()
                                where name = :name and deleted_at is null and paused_at is null
                                """)
                        .param("name", name)
                        .update()
                == 1;
    }

    /// Keeps what it says the first time.
    void pause(String name, String by) {
        jdbc.sql(
                        """
                        update agent set paused_at = now(), paused_by = :by
                        where name = :name and deleted_at is null and paused_at is null
                        """)
                .param("name", name)
                .param("by", by)
                .update();
    }

    void resume(String name) {
        jdbc.sql("update agent set paused_at = null, paused_by = null where name = :name")
                .param("name", name)
                .update();
    }

    private Agent agent(ResultSet row, int n) throws SQLException {
        var paused = row.getObject("paused_at", OffsetDateTime.class);
        return new Agent(
                row.getString("name"),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                paused == null ? null : paused.toInstant(),
                row.getString("paused_by"),
                json.readValue(row.getString("spec"), AgentSpec.class));
    }
}
