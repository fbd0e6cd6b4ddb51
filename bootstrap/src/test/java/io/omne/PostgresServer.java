package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A PostgreSQL server for one test, which can stop it, set it read-only, and add a standby and promote it. It
/// listens only on the loopback address, and requires no password. PostgreSQL refuses to run as root, so root runs
/// it as the user `postgres`.
final class PostgresServer implements AutoCloseable {

    static final String DATABASE = "omne";

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    /// The programs of the server that `DATABASE_URL` names, which has pgvector.
    private static final Path BINARIES = binaries();

    private final Path directory;
    private final int port = FreePort.next();

    private PostgresServer(Path directory) {
        this.directory = directory;
    }

    /// Creates and starts a server with an empty database.
    static PostgresServer create() {
        var server = new PostgresServer(newDirectory());
        server.run(
                "initdb",
                "--no-sync",
                "-D",
                server.data(),
                "-U",
                "omne",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8");
        server.start();
        server.sql("postgres").execute("create database " + DATABASE);
        return server;
    }

    /// Creates and starts a standby of this server.
    PostgresServer standby() {
        var standby = new PostgresServer(newDirectory());
        standby.run(
                "pg_basebackup",
                "-D",
                standby.data(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "omne",
                "-X",
                "stream",
                "-R",
                "--checkpoint=fast");
        standby.start();
        return standby;
    }

    /// Makes each commit wait until the standby has it.
    void commitOnStandby() {
        set("synchronous_standby_names", "*");
        Eventually.holds(
                SOON,
                () -> Boolean.TRUE.equals(sql().queryForObject(
                                "select exists (select from pg_stat_replication where sync_state = 'sync')",
                                Boolean.class)));
    }

    void promote() {
        run("pg_ctl", "promote", "-D", data(), "-w");
    }

    void start() {
        String options = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
                .formatted(port);
        run(
                "pg_ctl",
                "start",
                "-D",
                data(),
                "-w",
                "-s",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                options + " -c fsync=off -c shared_buffers=64MB -c timezone=Asia/Kathmandu");
    }

    /// Stops the server at once, in the middle of all sessions. Its next start recovers from the write-ahead log.
    void crash() {
        run("pg_ctl", "stop", "-D", data(), "-m", "immediate", "-w");
    }

    /// Changes a setting of the server, for new sessions and for open ones.
    void set(String name, String value) {
        sql().execute("alter system set %s = '%s'".formatted(name, value));
        sql().execute("select pg_reload_conf()");
    }

    /// Makes new sessions read-only or not, and open sessions a moment later.
    void setReadOnly(boolean readOnly) {
        String value = readOnly ? "on" : "off";
        set("default_transaction_read_only", value);
        var plain = new JdbcTemplate(dataSource(DATABASE));
        Eventually.holds(
                SOON, () -> value.equals(plain.queryForObject("show default_transaction_read_only", String.class)));
    }

    /// The lines of the server's log.
    List<String> log() {
        try {
            return Files.readAllLines(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The URL of the database, in the form of `DATABASE_URL`.
    String url() {
        return url("omne");
    }

    String url(String role) {
        return "postgresql://%s:omne@127.0.0.1:%d/%s".formatted(role, port, DATABASE);
    }

    JdbcTemplate sql() {
        return sql(DATABASE);
    }

    private JdbcTemplate sql(String database) {
        DriverManagerDataSource dataSource = dataSource(database);
        // The test can still write when the server is read-only, to make it writable again.
        dataSource.setConnectionProperties(readWrite());
        return new JdbcTemplate(dataSource);
    }

    private DriverManagerDataSource dataSource(String database) {
        return new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), "omne", "");
    }

    private static Properties readWrite() {
        var properties = new Properties();
        properties.setProperty("options", "-c default_transaction_read_only=off");
        return properties;
    }

    @Override
    public void close() {
        try {
            crash();
        } catch (AssertionError | DataAccessException e) {
            // It was stopped already.
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(PostgresServer::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private static Path newDirectory() {
        try {
            Path directory = Files.createTempDirectory("omne-postgres");
            if (ROOT) {
                var users = directory.getFileSystem().getUserPrincipalLookupService();
                Files.setOwner(directory, users.lookupPrincipalByName("postgres"));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (ROOT) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.addAll(
                List.of("env", "LC_ALL=C.UTF-8", BINARIES.resolve(program).toString()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("omne-postgres", ".log");
            int code = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            String said = Files.readString(output);
            Files.delete(output);
            if (code != 0) {
                throw new AssertionError(program + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path binaries() {
        try (TestDatabase database = TestDatabase.create()) {
            String directory = new JdbcTemplate(database.dataSource())
                    .queryForObject("select setting from pg_config where name = 'BINDIR'", String.class);
            return Path.of(Objects.requireNonNull(directory));
        }
    }
}
