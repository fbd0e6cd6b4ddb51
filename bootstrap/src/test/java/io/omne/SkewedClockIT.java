package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Two instances, the clock of one of which is two minutes ahead or behind. It is not noticed but in times that
/// users see: nothing is missing from a list, no claim or lease is taken from who works on it, sweeps are done
/// once, keys hold.
class SkewedClockIT {

    private static final int MEMORIES = 160;
    private static final int CALLERS = 16;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration SWEEP = Duration.ofSeconds(4);

    /// Between two looks at who works on the list: whoever takes it from another keeps it for longer.
    private static final Duration LOOK = Duration.ofMillis(10);

    private final TestDatabase database = TestDatabase.create();
    private final TestRedis redis = new TestRedis();
    private final FakeOpenAi provider = FakeOpenAi.start(1536);
    private final List<ServerProcess> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::close);
        provider.close();
        redis.close();
        database.close();
    }

    private ServerProcess start(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "EMBEDDING_PROVIDER",
                "openai",
                "EMBEDDING_OPENAI_API_KEY",
                FakeProvider.KEY,
                "EMBEDDING_OPENAI_BASE_URL",
                provider.baseUrl(),
                "OMNE_EMBEDDING_LEASE",
                "5s",
                "OMNE_SWEEPS_PROCESSPENDINGEMBEDDINGS_EVERY",
                SWEEP.toSeconds() + "s"));
        settings.putAll(more);
        return ServerProcess.start(database.url(), redis.url(), settings);
    }

    @ParameterizedTest
    @ValueSource(ints = {120, -120})
    @Timeout(240)
    void isNotNoticedButInTimes(int seconds) throws Exception {
        servers.add(start(Map.of()));
        servers.add(start(SkewedClock.by(Duration.ofSeconds(seconds))));
        var user = new Client(servers.getFirst().url());
        Eventually.holds(SOON, () -> owners().size() == 2);
        Set<Set<String>> owners = new HashSet<>();
        var writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1)) {
            threads.execute(() -> {
                while (writing.get()) {
                    owners.add(owners());
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            });
            var calls = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < MEMORIES; i++) {
                String content = "memory " + i;
                Client caller = user.at(servers.get(i % 2).url());
                calls.add(() -> caller.create(content));
            }
            var answers = new ArrayList<Future<Answer>>();
            try {
                calls.forEach(call -> answers.add(threads.submit(call)));
                for (Future<Answer> answer : answers) {
                    assertThat(answer.get().status()).isEqualTo(201);
                }
                Eventually.holds(SOON, () -> count("memories where embedding_status <> 'completed'") == 0);
            } finally {
                writing.set(false);
            }
        }
        servers.forEach(server -> {
            JsonNode list =
                    user.at(server.url()).get("/api/v1/memories?per_page=1").json();
            assertThat(list.path("meta").path("total").asInt())
                    .as("in the list")
                    .isEqualTo(MEMORIES);
        });
        assertThat(owners).as("who works on the list").hasSize(1);
        assertThat(count("domain_events where payload_type like '%EmbeddingInterrupted'"))
                .as("leases that were taken from who held them")
                .isZero();
        assertThat(count("domain_events where payload_type like '%EmbeddingStarted'"))
                .isEqualTo(MEMORIES);
        keysHold(user);
        sweepsAreDoneOnce();
        saysSo(seconds);
    }

    private void keysHold(Client user) {
        for (ServerProcess first : servers) {
            String key = "first at " + first.url();
            for (ServerProcess server : servers) {
                Answer answer = user.at(server.url())
                        .post("/api/v1/memories", "{\"content\": \"once\"}", "Idempotency-Key", key);
                assertThat(answer.status()).isEqualTo(server.equals(servers.getFirst()) ? 201 : 200);
            }
        }
        assertThat(count("memories where content = 'once'")).isEqualTo(servers.size());
    }

    private void sweepsAreDoneOnce() {
        assertThat(count("""
                (select asked_at - lag(asked_at) over (order by asked_at) as pause from jobs
                    where name = 'process_pending_embeddings') j where pause < interval '3.9 seconds'""")).as("sweeps within a period").isZero();
        assertThat(count("jobs where name = 'process_pending_embeddings'")).isPositive();
    }

    private void saysSo(int seconds) {
        JsonNode clock = Client.administrator(servers.getLast().url())
                .get("/actuator/health")
                .json()
                .path("components")
                .path("clock");
        assertThat(clock.path("status").asString()).isEqualTo("SKEWED");
        assertThat(clock.path("details").path("skew_ms").asLong() / 1_000.0).isBetween(seconds - 3.0, seconds + 3.0);
        assertThat(servers.getLast().log()).contains("the clock of this machine is");
        assertThat(servers.getFirst().log()).doesNotContain("the clock of this machine is");
        assertThat(new Client(servers.getLast().url()).get("/actuator/health").status())
                .isEqualTo(200);
    }

    private Set<String> owners() {
        return Set.copyOf(new JdbcTemplate(database.dataSource())
                .queryForList(
                        "select segment || ' ' || owner from token_entry"
                                + " where processor_name = 'memory-list' and owner is not null",
                        String.class));
    }

    private long count(String from) {
        return Objects.requireNonNull(
                new JdbcTemplate(database.dataSource()).queryForObject("select count(*) from " + from, Long.class));
    }
}
