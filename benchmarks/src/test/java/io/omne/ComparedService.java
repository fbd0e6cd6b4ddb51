package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/// A service under comparison, in a process of its own, with its own database and its own Redis.
final class ComparedService implements AutoCloseable {

    private static final Path PLAIN =
            Path.of("plain-service", "target", "omne-plain-service-server.jar").toAbsolutePath();

    /// Those of the launcher.
    private static final String FLAGS =
            "@" + Path.of("..", "scripts", "java.options").toAbsolutePath().normalize() + " -Xmx1g";

    /// There is a limit, and Redis is asked for it, but nobody reaches it.
    private static final String NO_LIMIT = "1000000000";

    private static final String BEHIND = """
            select (select count(*) from unlisted_writes) + (select count(*) from token_entry t
                where t.processor_name = 'recall-words'
                and (convert_from(t.token, 'UTF8')::json ->> 'index')::bigint
                    < (select max(e.global_index) from domain_events e))""";

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMillis(50);

    private final Duration started;
    private final String name;
    private final TestDatabase database;
    private final TestRedis redis;
    private final ServerProcess server;
    private final JdbcTemplate sql;

    private ComparedService(
            String name, TestDatabase database, TestRedis redis, ServerProcess server, long begunNanos) {
        this.started = Duration.ofNanos(System.nanoTime() - begunNanos);
        this.name = name;
        this.database = database;
        this.redis = redis;
        this.server = server;
        this.sql = new JdbcTemplate(database.dataSource());
    }

    /// Omne, where nothing embeds: neither workers nor the sweep that does what they have missed.
    static ComparedService omne() {
        return omne(Map.of("OMNE_EMBEDDING_WORKERS", "0", "OMNE_SWEEPS_PROCESS_PENDING_EMBEDDINGS_EVERY", "0"));
    }

    /// @param embedding the settings for embedding
    static ComparedService omne(Map<String, String> embedding) {
        var database = TestDatabase.create();
        var redis = redis();
        var settings = new HashMap<>(embedding);
        settings.put("JDK_JAVA_OPTIONS", FLAGS);
        settings.put("OMNE_RATE_LIMIT_MEMORIES", NO_LIMIT);
        long begun = System.nanoTime();
        var server = ServerProcess.start(database.url(), redis.url(), settings);
        return new ComparedService("omne", database, redis, server, begun);
    }

    static ComparedService plain() {
        var database = TestDatabase.create();
        var redis = redis();
        URI url = URI.create(database.url());
        String[] user = url.getUserInfo().split(":", 2);
        var settings = Map.of(
                "JDK_JAVA_OPTIONS",
                FLAGS,
                "SPRING_R2DBC_URL",
                "r2dbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()),
                "SPRING_R2DBC_USERNAME",
                user[0],
                "SPRING_R2DBC_PASSWORD",
                user[1]);
        var command =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", PLAIN.toString());
        long begun = System.nanoTime();
        var server =
                ServerProcess.start(command, database.url(), redis.url(), Client.SECRET, FreePort.next(), settings);
        server.awaitHealth();
        return new ComparedService("plain", database, redis, server, begun);
    }

    private static TestRedis redis() {
        var redis = new TestRedis();
        redis.ask(it -> it.configSet(Map.of("appendonly", "no")));
        return redis;
    }

    String name() {
        return name;
    }

    String url() {
        return server.url();
    }

    boolean isOmne() {
        return name.equals("omne");
    }

    /// The time from the start of its JVM to its first answer. Neither service has an AOT cache here.
    Duration started() {
        return started;
    }

    String postgresVersion() {
        return Objects.requireNonNull(sql.queryForObject("show server_version", String.class));
    }

    /// Waits until all read models have what was written.
    void settle() {
        if (isOmne()) {
            Eventually.holds(LONG, SOON, () -> Long.valueOf(0).equals(sql.queryForObject(BEHIND, Long.class)));
        }
    }

    /// Waits until all memories of Omne are embedded, too.
    void settleEmbedded() {
        Eventually.holds(
                LONG,
                SOON,
                () -> Boolean.FALSE.equals(sql.queryForObject(
                        "select exists (select from memories where embedding_status in ('pending', 'processing'))",
                        Boolean.class)));
        settle();
    }

    void forgetCache() {
        redis.ask(it -> it.flushall());
    }

    void vacuum() {
        sql.execute("vacuum analyze");
    }

    /// What was used so far.
    Usage usage() {
        Long wal = sql.queryForObject("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint", Long.class);
        CpuTime time = CpuTime.now(database, server.pid());
        return new Usage(time, CpuTime.now(database, redis.pid()).process(), Objects.requireNonNull(wal));
    }

    /// @param time of the service and of its sessions
    /// @param redis nanoseconds
    /// @param wal bytes, of all databases
    record Usage(CpuTime time, long redis, long wal) {}

    /// The memory that the process has, in MiB.
    double resident() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        redis.close();
        database.close();
    }
}
