package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where a text that should be nowhere is after all.
final class Traces {

    private Traces() {}

    /// Tables of the database in which any row holds this text.
    ///
    /// @param except tables that are not looked into
    static List<String> tables(Connection sql, String text, Set<String> except)
            throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = sql.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows =
                    statement.executeQuery(
                            """
                            select table_name from information_schema.tables
                            where table_schema = 'public' and table_type = 'BASE TABLE'
                            """)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            assertThat(tables).contains("model_call", "jobrunr_jobs", "task_token", "timeline");
            assertThat(tables).containsAll(except);
            tables.removeAll(except);
            for (String table : tables) {
                try (var rows =
                        statement.executeQuery(
                                "select count(*) from \"%s\" t where t::text like '%%%s%%'"
                                        .formatted(table, text))) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        found.add(table);
                    }
                }
            }
        }
        return found;
    }

    /// Files below the folder that hold this text.
    static List<Path> files(Path folder, String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(it -> holds(it, text)).toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.size(file) < 64 << 20
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            // Postgres has removed it meanwhile.
            return false;
        }
    }
}
