package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A PgBouncer of a test's own, in front of the PostgreSQL of a database.
final class TestPooler implements AutoCloseable {

    /// So that JDBC's and R2DBC's drivers can connect, see `docs/configuration.md`.
    static final String SESSION = "pool_mode = session\nignore_startup_parameters = extra_float_digits";

    private final URI database;
    private final int port = FreePort.next();
    private final Path directory;
    private final Process process;

    /// @param settings lines for its file
    TestPooler(String databaseUrl, String settings) {
        database = URI.create(databaseUrl);
        String[] login = database.getUserInfo().split(":", 2);
        try {
            directory = Files.createTempDirectory(
                    "omne-pgbouncer",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Path users = Files.writeString(
                    directory.resolve("users"),
                    "\"%s\" \"%s\"\n".formatted(login[0], login.length > 1 ? login[1] : ""));
            Path file = Files.writeString(directory.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=%s port=%d
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = plain
                    auth_file = %s
                    default_pool_size = 60
                    %s
                    """.formatted(
                            database.getHost(), database.getPort(), port, users, settings));
            process = new ProcessBuilder(command(file))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("these tests need pgbouncer; run them by ./omne test", e);
        }
        Eventually.holds(Duration.ofSeconds(60), this::answers);
    }

    /// It refuses to run as root.
    private static List<String> command(Path file) {
        var command = new ArrayList<String>();
        command.add(Objects.requireNonNullElse(System.getenv("OMNE_TEST_PGBOUNCER"), "pgbouncer"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(file.toString());
        return command;
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The database's address by way of it.
    String url() {
        return "postgresql://%s@127.0.0.1:%d%s".formatted(database.getRawUserInfo(), port, database.getRawPath());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
