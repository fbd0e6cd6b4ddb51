package io.omne;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/// Starts the services under comparison, with the flags of the launcher.
final class ComparedServices {

    /// Nothing embeds: neither workers nor the sweep that does what they have missed.
    static final Map<String, String> NO_EMBEDDING =
            Map.of("OMNE_EMBEDDING_WORKERS", "0", "OMNE_SWEEPS_PROCESS_PENDING_EMBEDDINGS_EVERY", "0");

    private static final Path PLAIN =
            Path.of("plain-service", "target", "omne-plain-service-server.jar").toAbsolutePath();

    /// The server that the launcher has unpacked, with its AOT cache.
    private static final Path LAUNCHED = Path.of(System.getProperty("omne.bench.server", "server"));

    private static final String FLAGS =
            "@" + Path.of("..", "scripts", "java.options").toAbsolutePath().normalize() + " -Xmx1g";

    /// There is a limit, and Redis is asked for it, but nobody reaches it.
    private static final String NO_LIMIT = "1000000000";

    private ComparedServices() {}

    /// Omne from its jar, where nothing embeds.
    static ComparedService omne() {
        return omne(NO_EMBEDDING);
    }

    /// @param embedding the settings for embedding
    static ComparedService omne(Map<String, String> embedding) {
        return omne(TestDatabase.create(), redis(), UnpackedServer.packed(), embedding);
    }

    /// Omne on a database that is filled already. It embeds nothing.
    static ComparedService omne(TestDatabase database) {
        return omne(database, redis(), UnpackedServer.packed(), NO_EMBEDDING);
    }

    /// Another instance on the same database and Redis. To end it, it is killed.
    static ComparedService beside(ComparedService one) {
        return omne(one.database(), one.redis(), UnpackedServer.packed(), NO_EMBEDDING);
    }

    /// Omne as `./omne up` starts it, with the AOT cache.
    ///
    /// @param embedding the settings for embedding
    static ComparedService launched(Map<String, String> embedding) {
        Path cache = LAUNCHED.resolve("omne.aot");
        if (!Files.exists(cache)) {
            throw new IllegalStateException("there is no " + cache);
        }
        var command = java(
                "-DDJL_CACHE_DIR=" + Path.of("target", "djl").toAbsolutePath(),
                "-XX:AOTCache=" + cache,
                "-jar",
                LAUNCHED.resolve("omne-server.jar").toString());
        return omne(TestDatabase.create(), redis(), command, embedding);
    }

    private static ComparedService omne(
            TestDatabase database, TestRedis redis, List<String> command, Map<String, String> embedding) {
        var settings = new HashMap<>(embedding);
        settings.put("OMNE_RATE_LIMIT_MEMORIES", NO_LIMIT);
        return start("omne", database, redis, command, settings);
    }

    /// The plain service from its jar.
    static ComparedService plain() {
        var database = TestDatabase.create();
        URI url = URI.create(database.url());
        String[] user = url.getUserInfo().split(":", 2);
        var settings = Map.of(
                "SPRING_R2DBC_URL",
                "r2dbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()),
                "SPRING_R2DBC_USERNAME",
                user[0],
                "SPRING_R2DBC_PASSWORD",
                user[1]);
        return start("plain", database, redis(), java("-jar", PLAIN.toString()), settings);
    }

    private static List<String> java(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static ComparedService start(
            String name, TestDatabase database, TestRedis redis, List<String> command, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("JDK_JAVA_OPTIONS", FLAGS);
        long begun = System.nanoTime();
        var server = ServerProcess.start(command, database.url(), redis.url(), Client.SECRET, FreePort.next(), all);
        server.awaitHealth();
        return new ComparedService(name, database, redis, server, begun);
    }

    private static TestRedis redis() {
        var redis = new TestRedis();
        redis.ask(it -> it.configSet(Map.of("appendonly", "no")));
        return redis;
    }

    static String postgresVersion() {
        try (TestDatabase database = TestDatabase.create()) {
            return Objects.requireNonNull(
                    new JdbcTemplate(database.dataSource()).queryForObject("show server_version", String.class));
        }
    }
}
