package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/// A service under comparison, in a process of its own, with its own database and its own Redis.
final class ComparedService implements AutoCloseable {

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

    /// @param begunNanos when the server was told to start; now it is healthy
    ComparedService(String name, TestDatabase database, TestRedis redis, ServerProcess server, long begunNanos) {
        this.started = Duration.ofNanos(System.nanoTime() - begunNanos);
        this.name = name;
        this.database = database;
        this.redis = redis;
        this.server = server;
        this.sql = new JdbcTemplate(database.dataSource());
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

    /// The time from the start of its JVM to its first healthy answer.
    Duration started() {
        return started;
    }

    TestDatabase database() {
        return database;
    }

    TestRedis redis() {
        return redis;
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

    /// Kills the server, and leaves its database and Redis.
    void kill() {
        server.close();
    }

    @Override
    public void close() {
        kill();
        redis.close();
        database.close();
    }
}
