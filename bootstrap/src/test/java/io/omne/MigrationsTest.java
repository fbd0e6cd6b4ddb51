package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// The scripts of the schema. Databases have been migrated by them, so a script that is there stays as it is.
class MigrationsTest {

    private static final Path SCRIPTS = Launcher.PATH.resolveSibling("bootstrap/src/main/resources/db/migration");
    private static final Path RECORDED = Launcher.PATH.resolveSibling("bootstrap/src/test/resources/migrations.sha256");

    @Test
    void areNotEdited() throws IOException, NoSuchAlgorithmException {
        assertThat(checksums())
                .as("Do not edit a script: add one. Record a new one in %s, as `sha256sum *.sql` prints it.", RECORDED)
                .isEqualTo(Files.readAllLines(RECORDED));
    }

    /// A script that changes the list changes the functions that a replay builds it by too.
    @Test
    void makeTheListThatItsFunctionsBuild() {
        try (TestDatabase database = TestDatabase.create()) {
            var sql = new JdbcTemplate(database.dataSource());
            sql.execute("select create_memory_list('built'), index_memory_list('built')");

            assertThat(description(sql, "memory_list"))
                    .contains("column entries content text NO")
                    .anyMatch(it -> it.startsWith("index CREATE UNIQUE INDEX tags_pkey"))
                    .isEqualTo(description(sql, "built"));
        }
    }

    private static List<String> description(JdbcTemplate sql, String list) {
        return sql.query("""
                select concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default,
                    collation_name)
                from information_schema.columns where table_schema = ?
                union all
                select 'index ' || replace(indexdef, schemaname || '.', '') from pg_indexes where schemaname = ?
                order by 1
                """, (row, _) -> row.getString(1), list, list);
    }

    private static List<String> checksums() throws IOException, NoSuchAlgorithmException {
        var checksums = new ArrayList<String>();
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.sorted().toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(script));
                checksums.add(HexFormat.of().formatHex(digest) + "  " + script.getFileName());
            }
        }
        return checksums;
    }
}
