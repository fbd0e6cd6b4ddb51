package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Behind PgBouncer everything works in session mode, and in every other mode the server says at its start that
/// it needs that one.
@Timeout(180)
class PoolerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestDatabase database;

    @BeforeAll
    static void makeADatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropTheDatabase() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool_mode = transaction",
                "pool_mode = transaction\nserver_round_robin = 1",
                "pool_mode = transaction\nignore_startup_parameters = extra_float_digits,options",
                "pool_mode = transaction\nmin_pool_size = 5",
                "pool_mode = statement"
            })
    void saysWhichModeItNeeds(String settings) {
        try (var pooler = new TestPooler(database.url(), settings)) {
            assertThat(FailedStart.on(pooler.url()).reason()).contains("session mode", "pool_mode = session");
        }
    }

    @Test
    void saysWhichModeItNeedsWhileOthersUseThePooler() {
        try (var pooler = new TestPooler(database.url(), "pool_mode = transaction\ndefault_pool_size = 3");
                var load = new Load(pooler.url())) {
            for (int i = 0; i < 10; i++) {
                assertThat(FailedStart.on(pooler.url()).reason()).contains("session mode");
            }
            assertThat(load.queries()).isPositive();
        }
    }

    @Test
    void saysWhatThePoolerIsToIgnore() {
        try (var pooler = new TestPooler(database.url(), "pool_mode = session")) {
            assertThat(FailedStart.on(pooler.url()).reason())
                    .contains("ignore_startup_parameters = extra_float_digits");
        }
    }

    @Test
    void servesInSessionMode() {
        try (var pooler = new TestPooler(database.url(), TestPooler.SESSION);
                var server = new Instance(pooler.url(), TestRedis.shared(), Map.of("omne.embedding.workers", 1))) {
            Client client = server.client();
            String path =
                    "/api/v1/memories/" + client.create("by way of a pooler").field("id");
            assertThat(client.patch(path, "{\"title\": \"changed\"}").status()).isEqualTo(200);
            for (int i = 0; i < 20; i++) { // the drivers prepare what comes often
                assertThat(client.get("/api/v1/memories?tags=t" + i % 3).status())
                        .isEqualTo(200);
                assertThat(client.create("more " + i).status()).isEqualTo(201);
            }
            Eventually.holds(
                    SOON, () -> client.get(path).field("embedding_status").equals("completed"));

            Client administrator = Client.administrator(server.url());
            assertThat(administrator
                            .post("/api/v1/admin/projections/memory-list/replay", "")
                            .status())
                    .isEqualTo(202);
            Eventually.holds(
                    SOON,
                    () -> administrator
                            .get("/api/v1/admin/projections")
                            .json()
                            .path("data")
                            .valueStream()
                            .filter(it -> it.path("name").asString().equals("memory-list"))
                            .allMatch(it -> it.at("/replay/state").asString().equals("completed")));
            assertThat(administrator.post("/api/v1/admin/verify", "").status()).isEqualTo(202);
            Eventually.holds(
                    SOON,
                    () -> administrator
                            .get("/api/v1/admin/verify")
                            .json()
                            .path("state")
                            .asString()
                            .equals("completed"));
            assertThat(administrator
                            .get("/api/v1/admin/verify")
                            .json()
                            .path("differences")
                            .asInt())
                    .isZero();
            assertThat(client.list("/api/v1/memories").json().at("/meta/total").asInt())
                    .isEqualTo(21);
            keepsItsLimits(server);
        }
    }

    /// Those of long work do not stay with a session that is given back.
    private static void keepsItsLimits(Instance server) {
        var writes = new JdbcTemplate(server.get(DataSource.class));
        for (int i = 0; i < 20; i++) {
            assertThat(writes.queryForObject("show statement_timeout", String.class))
                    .isEqualTo("20s");
        }
    }

    /// Another application that uses the pooler all the time.
    private static final class Load implements AutoCloseable {

        private static final int THREADS = 2;

        private final HikariDataSource pool = new HikariDataSource();
        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private volatile boolean over;
        private final AtomicLong queries = new AtomicLong();

        Load(String databaseUrl) {
            Map<String, Object> settings = DatabaseUrl.parse(databaseUrl).properties();
            pool.setJdbcUrl(String.valueOf(settings.get("spring.datasource.url")) + "?prepareThreshold=0");
            pool.setUsername(String.valueOf(settings.get("spring.datasource.username")));
            pool.setPassword(String.valueOf(settings.get("spring.datasource.password")));
            pool.setMaximumPoolSize(THREADS);
            for (int i = 0; i < THREADS; i++) {
                threads.execute(this::ask);
            }
        }

        private void ask() {
            var jdbc = new JdbcTemplate(pool);
            while (!over) {
                jdbc.queryForObject("select ?", String.class, UUID.randomUUID().toString());
                queries.incrementAndGet();
            }
        }

        long queries() {
            return queries.get();
        }

        @Override
        public void close() {
            over = true;
            threads.close();
            pool.close();
        }
    }
}
