package ai.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.jobrunr.storage.sql.common.DatabaseCreator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.junit.jupiter.api.Test;

class MigrationTest {

    @Test
    void freshDatabasesAreMigratedAndApart() {
        var one = TestPostgres.freshDatabase();
        var other = TestPostgres.freshDatabase();

        one.jdbc().sql("insert into agent (name, version) values ('a', 1)").update();

        assertThat(count(one, "agent where name = 'a'")).isOne();
        assertThat(count(other, "agent where name = 'a'")).isZero();
    }

    @Test
    void jobRunrFindsAllItsTablesAndNothingLeftToMigrate() {
        var database = TestPostgres.freshDatabase();
        var before = count(database, "jobrunr_migrations");
        var creator = new DatabaseCreator(database.dataSource(), PostgresStorageProvider.class);

        creator.validateTables();
        creator.runMigrations();

        assertThat(count(database, "jobrunr_migrations")).isEqualTo(before).isEqualTo(17);
    }

    @Test
    void jobRunrsTablesAreThoseItWouldMakeItself() {
        var ours = TestPostgres.freshDatabase();
        var theirs = TestPostgres.emptyDatabase();
        new DatabaseCreator(theirs.dataSource(), PostgresStorageProvider.class).runMigrations();

        assertThat(schema(ours)).isEqualTo(schema(theirs)).isNotEmpty();
    }

    private static String schema(TestPostgres.Database database) {
        return database.jdbc()
                .sql(
                        """
                        select string_agg(line, E'\\n' order by line) from (
                          select concat_ws(' ', 'column', table_name, column_name, data_type,
                            character_maximum_length, datetime_precision, numeric_precision,
                            numeric_scale, is_nullable, column_default) as line
                          from information_schema.columns
                          where table_schema = 'public' and table_name like 'jobrunr%'
                          union all
                          select indexdef from pg_indexes where tablename like 'jobrunr%'
                          union all
                          select definition from pg_views where viewname like 'jobrunr%'
                          union all
                          select concat_ws(' ', 'row', script) from jobrunr_migrations
                          union all
                          select concat_ws(' ', 'row', id, name, owner, value) from jobrunr_metadata
                        ) it
                        """)
                .query(String.class)
                .single();
    }

    private static long count(TestPostgres.Database database, String from) {
        return database.jdbc().sql("select count(*) from " + from).query(Long.class).single();
    }
}
