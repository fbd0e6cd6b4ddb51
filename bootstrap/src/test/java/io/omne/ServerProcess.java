package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs the server as a separate process. It has no rate limit, unless a setting says otherwise.
final class ServerProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> command;
    private final Map<String, String> environment;
    private final int port;
    private final Path log;
    private final Process process;

    private ServerProcess(List<String> command, Map<String, String> environment, int port) {
        this.command = command;
        this.environment = environment;
        this.port = port;
        try {
            log = Files.createTempFile("omne-server", ".log");
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts the packaged jar and waits until the server is healthy.
    static ServerProcess startPacked(String databaseUrl, String redisUrl) {
        var server = start(UnpackedServer.packed(), databaseUrl, redisUrl, Client.SECRET, FreePort.next(), Map.of());
        server.awaitHealth();
        return server;
    }

    /// Starts the server with more settings and waits until it is healthy.
    static ServerProcess start(String databaseUrl, String redisUrl, Map<String, String> more) {
        var server = start(databaseUrl, redisUrl, Client.SECRET, FreePort.next(), more);
        server.awaitHealth();
        return server;
    }

    /// Starts the server and does not wait.
    static ServerProcess start(String databaseUrl, String redisUrl, String secret, int port, Map<String, String> more) {
        return start(UnpackedServer.command(), databaseUrl, redisUrl, secret, port, more);
    }

    /// Starts the server by this command and does not wait.
    static ServerProcess start(
            List<String> command,
            String databaseUrl,
            String redisUrl,
            String secret,
            int port,
            Map<String, String> more) {
        var environment = new HashMap<String, String>();
        environment.put("OMNE_RATE_LIMIT_MEMORIES", "0");
        environment.putAll(more);
        environment.put("DATABASE_URL", databaseUrl);
        environment.put("REDIS_URL", redisUrl);
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("OMNE_SECURITY_JWT_SECRET", secret);
        return new ServerProcess(command, environment, port);
    }

    ServerProcess startAgain() {
        return startAgain(Map.of());
    }

    /// Starts the server again with more settings and waits until it is healthy.
    ServerProcess startAgain(Map<String, String> more) {
        var all = new HashMap<>(environment);
        all.putAll(more);
        var again = new ServerProcess(command, all, port);
        again.awaitHealth();
        return again;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until a server that cannot start has ended, and returns its exit code.
    int exitCode() {
        return exitCode(Duration.ofSeconds(60));
    }

    int exitCode(Duration within) {
        return process.onExit()
                .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .exitValue();
    }

    void awaitHealth() {
        Eventually.holds(Duration.ofMinutes(2), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the server has stopped:\n" + log());
            }
            return isHealthy();
        });
    }

    private boolean isHealthy() {
        var request = HttpRequest.newBuilder(URI.create(url() + "/actuator/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Kills the server, like `kill -9`.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
