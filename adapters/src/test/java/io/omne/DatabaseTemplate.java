package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/// A database with the schema of the server and no rows. The databases of the tests are copies of it: a copy takes
/// a fraction of the time of a migration. It is named after the content of the scripts and stays on the server, so
/// that all JVMs of a run share it, and the next run finds it.
final class DatabaseTemplate {

    private static final Path MIGRATIONS = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("bootstrap/src/main/resources/db/migration");

    private DatabaseTemplate() {}

    /// @return its name
    static String on(DatabaseServer server) {
        String name = "omne_template_" + fingerprint();
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            // Until the connection is closed, no other JVM looks.
            statement.execute("select pg_advisory_lock(hashtext('%s'))".formatted(name));
            if (!exists(statement, name)) {
                create(server, statement, name);
            }
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException("the template of the tests' databases: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (var rows = statement.executeQuery("select 1 from pg_database where datname = '%s'".formatted(name))) {
            return rows.next();
        }
    }

    /// Under another name first: one that was not finished is never found.
    private static void create(DatabaseServer server, Statement statement, String name) throws SQLException {
        String unfinished = name + "_unfinished";
        statement.execute("drop database if exists " + unfinished + " with (force)");
        statement.execute("create database " + unfinished);
        Flyway.configure()
                .dataSource(server.jdbcUrl(unfinished), server.user(), server.password())
                .locations("filesystem:" + MIGRATIONS)
                .failOnMissingLocations(true)
                .load()
                .migrate();
        statement.execute("alter database " + unfinished + " rename to " + name);
        statement.execute("alter database " + name + " allow_connections false");
    }

    private static String fingerprint() {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            var digest = MessageDigest.getInstance("SHA-256");
            List<Path> scripts = files.sorted().toList();
            for (Path script : scripts) {
                digest.update(script.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(script));
            }
            return "%064x".formatted(new BigInteger(1, digest.digest())).substring(0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
