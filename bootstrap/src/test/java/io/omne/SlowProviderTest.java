package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/// A provider that is there and can do less than it is asked for: slow, or with a limit on calls at the same time.
/// No text is charged for that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowProviderTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final TestDatabase database = TestDatabase.create();
    private final FakeOpenAi provider = FakeOpenAi.start(1536);
    private Instance server;
    private Client client;

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
                        provider.baseUrl()));
        client = server.client();
    }

    @AfterEach
    void recover() {
        provider.recover();
    }

    @AfterAll
    void stop() {
        server.close();
        provider.close();
        database.close();
    }

    @Test
    void chargesNoTextForTimeThatGrowsWithTheText() {
        provider.takeForEachText(text -> Duration.ofMillis(text.length()));

        List<String> ids = create(20, "A sentence of no importance. ".repeat(30));

        ids.forEach(this::completes);
    }

    @Test
    void chargesNoTextForALimitOnCallsAtTheSameTime() {
        provider.refuse("<bad>", 400);
        provider.takeForEachText(_ -> Duration.ofMillis(100));
        provider.allowAtOnce(4);

        String bad = client.create("<bad>").field("id");
        List<String> ids = create(40, "");

        ids.forEach(this::completes);
        Eventually.holds(LONG, () -> status(bad).equals("failed"));
        assertThat(client.get("/api/v1/memories/" + bad)
                        .json()
                        .path("embedding_error")
                        .path("code")
                        .asString())
                .isEqualTo("text_refused");
    }

    private List<String> create(int count, String more) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.create("Memory number " + i + ". " + more).field("id"))
                .toList();
    }

    private void completes(String id) {
        Eventually.holds(LONG, () -> status(id).equals("completed"));
        assertThat(events(id)).doesNotContain("EmbeddingPostponed", "EmbeddingFailed");
    }

    private String status(String id) {
        return client.get("/api/v1/memories/" + id).field("embedding_status");
    }

    private List<@Nullable String> events(String id) {
        return new JdbcTemplate(database.dataSource()).queryForList("""
                select substring(payload_type from '[A-Za-z]+$') from domain_events
                where aggregate_identifier = ? order by sequence_number""", String.class, id);
    }
}
