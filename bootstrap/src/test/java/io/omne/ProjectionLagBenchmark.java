package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// How far the list lags behind 300 writes a second, for a minute; `omne.bench.writes` and `omne.bench.seconds`
/// say otherwise. `./omne bench lag` runs it.
///
/// The lag is the age of the oldest acknowledged write that the list lacks, looked at every ten milliseconds.
/// Embedding is left to other instances, for it would take all of the processors; the server is warm.
class ProjectionLagBenchmark {

    private static final int A_SECOND = Integer.getInteger("omne.bench.writes", 300);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("omne.bench.seconds", 60));
    private static final int USERS = 50;
    private static final int WARM_UP = 60_000;
    private static final Duration MOST = Duration.ofMillis(500);
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(1);

    private static final String OLDEST = """
            select coalesce(extract(epoch from clock_timestamp() - min(written_at)) * 1000, 0)
            from unlisted_writes""";

    @Test
    void lagsLittle() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ServerProcess server = ServerProcess.start(
                        database.url(), TestRedis.shared(), Map.of("OMNE_EMBEDDING_WORKERS", "0"))) {
            var sql = new JdbcTemplate(database.dataSource());
            List<Client> users =
                    Stream.generate(() -> new Client(server.url())).limit(USERS).toList();
            warmUp(users);
            Eventually.holds(Duration.ofMinutes(1), () -> lag(sql) == 0);
            var written = new AtomicInteger();
            var lags = new ArrayList<Double>();
            long drained;
            try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                writers.execute(() -> write(users, writers, written));
                long end = System.nanoTime() + TIME.toNanos();
                while (System.nanoTime() < end) {
                    lags.add(lag(sql));
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
            }
            long ended = System.nanoTime();
            Eventually.holds(Duration.ofMinutes(1), () -> lag(sql) == 0);
            drained = System.nanoTime() - ended;

            Collections.sort(lags);
            System.out.printf(
                    "[bench] %d writes in %d s; lag: median %.0f ms, p99 %.0f ms, most %.0f ms; drained %d ms after%n",
                    written.get(),
                    TIME.toSeconds(),
                    lags.get(lags.size() / 2),
                    lags.get(lags.size() * 99 / 100),
                    lags.getLast(),
                    drained / 1_000_000);
            assertThat(written.get()).as("writes").isGreaterThan((int) (TIME.toSeconds() * A_SECOND * 95 / 100));
            assertThat(lags.get(lags.size() * 99 / 100)).as("p99 of the lag").isLessThan((double) MOST.toMillis());
            assertThat(Duration.ofNanos(drained)).as("drained").isLessThan(DRAINED_WITHIN);
        }
    }

    /// Until the compiler is through with most of the server.
    private static void warmUp(List<Client> users) {
        var next = new AtomicInteger();
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < WARM_UP; i++) {
                writers.execute(() -> users.get(next.getAndIncrement() % USERS).create("warming up"));
            }
        }
    }

    /// At its own pace, whatever the server's.
    private static void write(List<Client> users, ExecutorService writers, AtomicInteger written) {
        long began = System.nanoTime();
        long pause = Duration.ofSeconds(1).toNanos() / A_SECOND;
        for (long n = 0; n * pause < TIME.toNanos(); n++) {
            LockSupport.parkNanos(began + n * pause - System.nanoTime());
            Client user = users.get((int) (n % USERS));
            String content = "What was said at " + n;
            writers.execute(() -> {
                assertThat(user.create(content).status()).isEqualTo(201);
                written.incrementAndGet();
            });
        }
    }

    private static double lag(JdbcTemplate sql) {
        Double oldest = sql.queryForObject(OLDEST, Double.class);
        return oldest == null ? 0 : oldest;
    }
}
