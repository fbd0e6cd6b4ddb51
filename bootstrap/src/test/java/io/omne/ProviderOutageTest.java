package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.application.ShortPauses;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// A provider that does to every text what it could do to one: that is an outage. It costs no attempt, writes next
/// to nothing, and says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderOutageTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int MEMORIES = 40;

    /// Of a memory, however long the outage is. Each of the three workers that take new texts may claim it once and
    /// give it back, having asked whether the provider answers before the pause began.
    private static final int MOST_EVENTS = 3 + 3 * 2;
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(900);

    private final TestDatabase database = TestDatabase.create();
    private final FakeOpenAi provider = FakeOpenAi.start(1536);
    private Instance server;
    private Client client;
    private Client administrator;

    @BeforeAll
    void start() {
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider",
                        "openai",
                        "embedding.openai.api-key",
                        FakeProvider.KEY,
                        "embedding.openai.base-url",
                        provider.baseUrl(),
                        "embedding.timeout",
                        "2s"),
                ShortPauses.class);
        client = server.client();
        administrator = Client.administrator(server.url());
    }

    @AfterAll
    void stop() {
        server.close();
        provider.close();
        database.close();
    }

    private static FakeReply reply(String does) {
        return switch (does) {
            case "close" -> FakeReply.closed();
            case "page" -> FakeReply.text("<html>not here</html>");
            case "silence" -> FakeReply.silence();
            case "loop" -> FakeReply.redirect("/v1/embeddings");
            default -> FakeReply.status(Integer.parseInt(does));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "500, away",
        "close, away",
        "silence, away",
        "429, busy",
        "404, misconfigured",
        "405, misconfigured",
        "loop, misconfigured",
        "302, misconfigured",
        "400, misconfigured",
        "page, misconfigured"
    })
    void costsNoAttemptAndSaysWhy(String does, String reason) {
        try (var log = new CapturedLog()) {
            provider.always(reply(does));
            List<String> ids = create();
            Eventually.holds(SOON, () -> reason().equals(reason));
            assertThat(pausedByHealth()).isEqualTo(reason);
            assertThat(server.client().get("/actuator/health").status())
                    .isEqualTo(reason.equals("misconfigured") ? 503 : 200);
            assertThat(administrator.get("/actuator/prometheus").text())
                    .contains("omne_embedding_paused{reason=\"%s\",role=\"serving\"} 1.0".formatted(reason));
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());

            provider.recover();

            ids.forEach(id -> Eventually.holds(SOON, () -> status(id).equals("completed")));
            ids.forEach(id -> assertThat(events(id))
                    .doesNotContain("EmbeddingPostponed", "EmbeddingFailed")
                    .hasSizeLessThanOrEqualTo(MOST_EVENTS));
            assertThat(log.text().lines().filter(it -> it.contains("ERROR")))
                    .as(log.text())
                    .hasSize(reason.equals("misconfigured") ? 1 : 0);
        }
        Eventually.holds(SOON, () -> reason().isEmpty());
    }

    @Test
    void writesNoEventsHoweverLongItIsBusy() {
        provider.always(FakeReply.status(429));
        create();
        Eventually.holds(SOON, () -> reason().equals("busy"));
        Eventually.holds(SOON, () -> count("memories where embedding_status = 'processing'") == 0);
        long calls = provider.calls();
        long events = count("domain_events");

        LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
        List<String> ids = IntStream.range(0, 2)
                .mapToObj(_ -> create())
                .flatMap(List::stream)
                .toList();
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());

        assertThat(count("domain_events")).isEqualTo(events + ids.size());
        assertThat(provider.calls()).isLessThan(calls + 8);
        provider.recover();
        ids.forEach(id -> Eventually.holds(SOON, () -> status(id).equals("completed")));
    }

    /// What a provider allows is used up by the probe, again and again: the texts come to their turn all the same.
    @Test
    void comesToAnEndWhereAProviderAllowsOneCallASecond() {
        var last = new AtomicLong(System.nanoTime() - PERIOD);
        provider.answer(
                _ -> {
                    long now = System.nanoTime();
                    return last.getAndUpdate(it -> now - it < PERIOD ? it : now) + PERIOD > now;
                },
                FakeReply.status(429));
        List<String> ids = create();

        ids.forEach(
                id -> Eventually.holds(Duration.ofMinutes(2), () -> status(id).equals("completed")));
        ids.forEach(id -> assertThat(events(id)).as("one claim each").hasSize(3));
        provider.recover();
    }

    private List<String> create() {
        return IntStream.range(0, MEMORIES)
                .mapToObj(i -> client.create("Memory number " + i).field("id"))
                .toList();
    }

    private String reason() {
        return administrator
                .get("/api/v1/admin/embeddings")
                .json()
                .path("paused")
                .path("reason")
                .asString("");
    }

    private String pausedByHealth() {
        return administrator
                .get("/actuator/health")
                .json()
                .path("components")
                .path("embedding")
                .path("details")
                .path("reason")
                .asString("");
    }

    private String status(String id) {
        return client.get("/api/v1/memories/" + id).field("embedding_status");
    }

    private long count(String from) {
        Long count = sql().queryForObject("select count(*) from " + from, Long.class);
        return count == null ? 0 : count;
    }

    private List<@Nullable String> events(String id) {
        return sql().queryForList("""
                select substring(payload_type from '[A-Za-z]+$') from domain_events
                where aggregate_identifier = ? order by sequence_number""", String.class, id);
    }

    private JdbcTemplate sql() {
        return new JdbcTemplate(database.dataSource());
    }
}
