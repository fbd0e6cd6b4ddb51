package io.omne;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// A Redis server for one test, which can stop, freeze and start it again.
public final class TestRedis implements AutoCloseable {

    private final int port = FreePort.next();
    private final Path directory;
    private @Nullable Process process;

    public TestRedis() {
        try {
            directory = Files.createTempDirectory("omne-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /// The URL of the server that all tests of this JVM share, for tests that do not stop or freeze it. It requires
    /// a password.
    public static String shared() {
        return Shared.URL;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// The process of the server.
    public long pid() {
        return Objects.requireNonNull(process).pid();
    }

    private static final class Shared {

        private static final String PASSWORD = "a-password-of-the-tests";
        private static final String URL = start();

        private static String start() {
            var redis = new TestRedis();
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            redis.ask(it -> it.configSet(Map.of("appendonly", "no", "requirepass", PASSWORD)));
            return "redis://:%s@127.0.0.1:%d".formatted(PASSWORD, redis.port);
        }
    }

    /// Starts the server with the data from before it was last stopped or killed: every write is appended to a
    /// file.
    public void start() {
        String program = Objects.requireNonNullElse(System.getenv("OMNE_TEST_REDIS_SERVER"), "redis-server");
        try {
            process = new ProcessBuilder(
                            program,
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--dir",
                            directory.toString(),
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "always")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("these tests need redis-server; run them by ./omne test", e);
        }
        Eventually.holds(Duration.ofSeconds(60), this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    public void kill() {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly();
        running.onExit().join();
    }

    /// Runs an action and kills the server. When it is started again, it has lost all writes of the action.
    public void killForgetting(Runnable doing) {
        try {
            Path before = Files.createTempDirectory("omne-redis");
            FileSystemUtils.copyRecursively(directory, before);
            doing.run();
            kill();
            FileSystemUtils.copyRecursively(before, directory);
            FileSystemUtils.deleteRecursively(before.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public @Nullable String get(String key) {
        return ask(redis -> redis.get(key));
    }

    public long secondsToLive(String key) {
        return Objects.requireNonNull(ask(redis -> redis.ttl(key)));
    }

    public void delete(String key) {
        ask(redis -> redis.del(key));
    }

    /// Runs commands on a new connection, and returns their result.
    public <T> @Nullable T ask(Function<RedisCommands<String, String>, @Nullable T> question) {
        try (var client = RedisClient.create(url());
                var connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }

    /// Stops the server from answering; its connections stay open.
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        FileSystemUtils.deleteRecursively(directory.toFile());
    }
}
