package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// A provider that answers for every text but some, to each of which it does something else: all of these at the
/// same time. Nobody waits for them, and each ends as failed.
class PoisonedTextTest {

    private static final List<Integer> STATUSES = List.of(
            201, 204, 206, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 418,
            422, 425, 429, 451, 499, 500, 501, 502, 503, 504, 520, 529, 599);
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int OTHERS = 40;

    /// Of the server, and not of the provider, which is in the same JVM. That the cache is passed by, on a machine
    /// that is too busy for Redis, has nothing to do with the provider.
    private static final Predicate<String> LINE = Pattern.compile(
                    " (WARN|ERROR) .* i\\.o\\.(?!memory\\.adapter\\.redis\\.)")
            .asPredicate();

    private static Map<String, FakeReply> poisons(FakeProvider provider) {
        var poisons = new LinkedHashMap<String, FakeReply>();
        STATUSES.forEach(status -> poisons.put("status " + status, FakeReply.status(status)));
        poisons.put("late 429", FakeReply.status(429, "3600"));
        poisons.put("late 503", FakeReply.status(503, "3600"));
        poisons.put("slow 500", FakeReply.statusWithSlowBody(500));
        poisons.put("a loop", FakeReply.redirect(provider.baseUrl()));
        poisons.put("silence", FakeReply.silence());
        poisons.put("a slow body", FakeReply.slowBody());
        poisons.put("a half", FakeReply.half());
        poisons.put("an unnoticed half", FakeReply.halfUnnoticed());
        poisons.put("a close", FakeReply.closed());
        poisons.put("a reset", FakeReply.reset());
        poisons.put("a page", FakeReply.text("<html>not here</html>"));
        poisons.put("nothing", FakeReply.text(""));
        poisons.put("null", FakeReply.text("null"));
        poisons.put("no vectors", FakeReply.text("{\"data\": [], \"embeddings\": {\"float\": []}}"));
        poisons.put("too much", FakeReply.huge());
        poisons.put("nothing but interim", FakeReply.interimWithoutEnd(102));
        poisons.put("another protocol", FakeReply.raw(_ -> "HTTP/1.1 101 Switching Protocols\r\n\r\nwhich?"));
        poisons.put("more than it says", FakeReply.longerThanSaid());
        poisons.put("no HTTP", FakeReply.raw(_ -> "SSH-2.0-OpenSSH\r\n\r\n"));
        return poisons;
    }

    private static FakeProvider provider(String name) {
        return name.equals("openai") ? FakeOpenAi.start(1536) : FakeCohere.start(1536);
    }

    private static Instance server(TestDatabase database, String name, FakeProvider provider) {
        return new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider",
                        name,
                        "embedding." + name + ".api-key",
                        FakeProvider.KEY,
                        "embedding." + name + ".base-url",
                        provider.baseUrl(),
                        "embedding.timeout",
                        "6s",
                        "omne.embedding.max-retries",
                        "1",
                        "omne.embedding.retry-delay",
                        "200ms"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "cohere"})
    void failsAloneWhateverTheProviderDoesToIt(String name) {
        try (var database = TestDatabase.create();
                var provider = provider(name);
                var log = new CapturedLog();
                var server = server(database, name, provider)) {
            Map<String, FakeReply> poisons = poisons(provider);
            poisons.forEach((poison, reply) -> provider.answer("<" + poison + ">", reply));
            var attacker = server.client();
            var other = server.client();

            Map<String, String> poisoned = new LinkedHashMap<>();
            List<String> before = create(other, OTHERS);
            poisons.keySet()
                    .forEach(it ->
                            poisoned.put(it, attacker.create("<" + it + ">").field("id")));
            List<String> after = create(other, OTHERS);
            List<String> own = create(attacker, OTHERS);

            for (List<String> ids : List.of(before, after, own)) {
                ids.forEach(id -> Eventually.holds(
                        SECONDS, () -> status(other, attacker, id).equals("completed")));
            }
            poisoned.values()
                    .forEach(id -> Eventually.holds(
                            LONG, () -> status(other, attacker, id).equals("failed")));

            poisoned.forEach((poison, id) -> assertThat(code(attacker, id))
                    .as(poison)
                    .isEqualTo(
                            List.of("status 400", "status 413", "status 422").contains(poison)
                                    ? "text_refused"
                                    : code(attacker, id).equals("model_fault") ? "model_fault" : "provider_error"));
            var sql = new JdbcTemplate(database.dataSource());
            poisoned.forEach((poison, id) -> assertThat(events(sql, id))
                    .as(poison)
                    .hasSizeLessThanOrEqualTo(5)
                    .doesNotContain("EmbeddingInterrupted"));
            for (List<String> ids : List.of(before, after, own)) {
                ids.forEach(id -> assertThat(events(sql, id))
                        .containsExactly("Created", "EmbeddingStarted", "EmbeddingCompleted"));
            }
            int memories = poisoned.size() + 3 * OTHERS;
            assertThat(provider.calls()).as("calls for %d texts", memories).isLessThan(4L * memories);
            assertThat(log.text().lines().filter(LINE))
                    .hasSizeLessThanOrEqualTo(2 * poisoned.size())
                    .allMatch(line -> line.contains("was not embedded"));
            assertThat(log.text()).as("loggers of the client").doesNotContain(" r.netty.http.client.");
            assertThat(server.client().get("/actuator/health").status()).isEqualTo(200);
        }
    }

    private static List<String> create(Client client, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.create("Memory number " + i).field("id"))
                .toList();
    }

    private static String status(Client one, Client two, String id) {
        Answer answer = one.get("/api/v1/memories/" + id);
        return (answer.status() == 200 ? answer : two.get("/api/v1/memories/" + id)).field("embedding_status");
    }

    private static String code(Client client, String id) {
        JsonNode memory = client.get("/api/v1/memories/" + id).json();
        return memory.path("embedding_error").path("code").asString();
    }

    private static List<@Nullable String> events(JdbcTemplate sql, String id) {
        return sql.queryForList("""
                select substring(payload_type from '[A-Za-z]+$') from domain_events
                where aggregate_identifier = ? order by sequence_number""", String.class, id);
    }
}
