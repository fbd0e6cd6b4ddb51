package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// The specification's acceptance criteria, by their numbers, on the packaged server over HTTP. It has the model of
/// its own but where one has to fail: that is a provider's, who is played by {@link FakeOpenAi}.
class AcceptanceIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MEMORIES = "/api/v1/memories";

    private static TestDatabase database;
    private static TestRedis redis;
    private static Wire wire;
    private static ServerProcess server;
    private static TestDatabase databaseOfFragile;
    private static FakeOpenAi provider;
    private static ServerProcess fragile;

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        redis = new TestRedis();
        wire = new Wire(database.url());
        server = ServerProcess.start(wire.url(), redis.url(), Map.of("OMNE_RATE_LIMIT_MEMORIES", "100"));
        databaseOfFragile = TestDatabase.create();
        provider = FakeOpenAi.start(1536);
        fragile = ServerProcess.start(databaseOfFragile.url(), redis.url(), withProvider(Map.of()));
    }

    @AfterAll
    static void stop() {
        fragile.close();
        provider.close();
        databaseOfFragile.close();
        server.close();
        wire.close();
        redis.close();
        database.close();
    }

    @BeforeEach
    void comeAsSomebodyNew() {
        client = new Client(server.url());
        provider.recover();
    }

    private static Map<String, String> withProvider(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("EMBEDDING_PROVIDER", "openai");
        settings.put("EMBEDDING_OPENAI_API_KEY", FakeProvider.KEY);
        settings.put("EMBEDDING_OPENAI_BASE_URL", provider.baseUrl());
        return settings;
    }

    private static String status(Client of, String id) {
        return of.get(MEMORIES + "/" + id).field("embedding_status");
    }

    private static void becomes(String status, Client of, String id) {
        Eventually.holds(SOON, () -> status(of, id).equals(status));
    }

    private static List<String> history(Client of, String id) {
        return of.get(MEMORIES + "/" + id + "/history")
                .json()
                .path("data")
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private long total(String query) {
        return client.list(MEMORIES + query).json().path("meta").path("total").asLong();
    }

    @Test
    void standsInTheTableOfTheDocuments() throws IOException {
        String table = Files.readString(Path.of(System.getProperty("basedir", ""))
                .toAbsolutePath()
                .resolveSibling("docs")
                .resolve("acceptance.md"));

        List<String> criteria = Stream.of(AcceptanceIT.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("criterion"))
                .toList();

        assertThat(criteria).hasSize(14).allSatisfy(name -> assertThat(table).contains("`" + name + "`"));
    }

    @Test
    void criterion01_aMemoryIsCreatedWithContentAndType() {
        Answer created = client.post(MEMORIES, """
                {"content": "Increase the budget by a fifth.", "memory_type": "decision"}""");

        assertThat(created.status()).isEqualTo(201);
        Answer read = client.get(created.headers().firstValue("Location").orElseThrow());
        assertThat(read.field("content")).isEqualTo("Increase the budget by a fifth.");
        assertThat(read.field("memory_type")).isEqualTo("decision");
        assertThat(read.field("user_id")).isEqualTo(client.user().toString());
    }

    @Test
    void criterion02_creatingStartsEmbeddingInTheBackground() {
        Answer created = client.create("The ferry leaves at nine.");
        String id = created.field("id");

        assertThat(created.field("embedding_status")).isEqualTo("pending");
        becomes("completed", client, id);
        JsonNode vectors =
                client.get(MEMORIES + "/" + id + "?include=embedding").json().path("embedding");
        assertThat(vectors.path(0).size()).isEqualTo(384);
    }

    @Test
    void criterion03_theStatusGoesFromPendingOverProcessingToCompletedOrFailed() {
        var other = new Client(fragile.url());
        provider.refuse("unspeakable", 400);
        String good = other.create("speakable").field("id");
        String bad = other.create("unspeakable").field("id");

        becomes("completed", other, good);
        becomes("failed", other, bad);
        assertThat(history(other, good)).containsExactly("created", "embedding_started", "embedding_completed");
        assertThat(history(other, bad)).containsExactly("created", "embedding_started", "embedding_failed");
        assertThat(other.get(MEMORIES + "/" + bad)
                        .json()
                        .path("embedding_error")
                        .path("code")
                        .asString())
                .isEqualTo("text_refused");
    }

    @Test
    void criterion04_memoriesAreIsolatedPerUser() {
        String id = client.create("mine").field("id");
        var stranger = new Client(server.url());

        assertThat(stranger.get(MEMORIES + "/" + id).status()).isEqualTo(404);
        assertThat(stranger.patch(MEMORIES + "/" + id, "{\"title\": \"x\"}").status())
                .isEqualTo(404);
        assertThat(stranger.delete(MEMORIES + "/" + id).status()).isEqualTo(404);
        assertThat(stranger.get(MEMORIES).json().path("meta").path("total").asLong())
                .isZero();
        assertThat(client.get(MEMORIES + "/" + id).field("content")).isEqualTo("mine");
    }

    @Test
    void criterion05_listsHavePagesAndFilters() {
        String first = client.create("the first").field("id");
        IntStream.range(0, 4).forEach(i -> client.create("note " + i));
        client.post(MEMORIES, """
                {"content": "a task", "memory_type": "task", "tags": ["harbour", "april"]}""");
        becomes("completed", client, first);

        JsonNode page = client.list(MEMORIES + "?page=2&per_page=2").json();
        assertThat(page.path("data").size()).isEqualTo(2);
        assertThat(page.path("meta").path("total").asLong()).isEqualTo(6);
        assertThat(page.path("meta").path("total_pages").asLong()).isEqualTo(3);
        assertThat(total("?memory_type=task")).isEqualTo(1);
        assertThat(total("?tags=april,harbour")).isEqualTo(1);
        Eventually.holds(SOON, () -> total("?embedding_status=completed") == 6);
        assertThat(total("?embedding_status=failed")).isZero();
        String cursor = page.path("meta").path("next_cursor").asString();
        assertThat(client.list(MEMORIES + "?per_page=2&cursor=" + cursor)
                        .json()
                        .path("data")
                        .path(1)
                        .path("id")
                        .asString())
                .isEqualTo(first);
    }

    @Test
    void criterion06_memoriesThatAreReadOftenAreCachedInRedis() {
        String id = client.create("read again and again").field("id");
        becomes("completed", client, id);
        Eventually.holds(SOON, () -> {
            client.get(MEMORIES + "/" + id);
            return redis.get("memory:" + id) != null;
        });

        try {
            // The last write may have taken it out of the cache again.
            Eventually.holds(SOON, () -> {
                wire.mend();
                client.get(MEMORIES + "/" + id);
                wire.cut();
                return client.get(MEMORIES + "/" + id).field("content").equals("read again and again");
            });
        } finally {
            wire.mend();
        }
        Eventually.holds(SOON, () -> client.create("again").status() == 201);
    }

    @Test
    void criterion07_anUpdateChangesOnlyWhatItNames() {
        String id = client.post(MEMORIES, """
                        {"content": "c", "title": "t", "tags": ["a"], "metadata": {"k": 1}}""").field("id");

        JsonNode edited =
                client.patch(MEMORIES + "/" + id, "{\"title\": \"another\"}").json();

        assertThat(edited.path("title").asString()).isEqualTo("another");
        assertThat(edited.path("content").asString()).isEqualTo("c");
        assertThat(edited.path("tags").path(0).asString()).isEqualTo("a");
        assertThat(edited.path("metadata").path("k").asInt()).isEqualTo(1);
        assertThat(edited.path("memory_type").asString()).isEqualTo("note");
    }

    @Test
    void criterion08_newContentIsEmbeddedAgain() {
        String id = client.create("before").field("id");
        becomes("completed", client, id);
        String vectors = client.get(MEMORIES + "/" + id + "?include=embedding")
                .json()
                .path("embedding")
                .toString();

        Answer edited = client.patch(MEMORIES + "/" + id, "{\"content\": \"something else\"}");

        assertThat(edited.field("embedding_status")).isEqualTo("pending");
        becomes("completed", client, id);
        assertThat(client.get(MEMORIES + "/" + id + "?include=embedding")
                        .json()
                        .path("embedding")
                        .toString())
                .isNotEqualTo(vectors);
    }

    @Test
    void criterion09_aDeletedMemoryIsGoneAndOutOfTheCache() {
        String id = client.create("to be forgotten").field("id");
        becomes("completed", client, id);
        Eventually.holds(SOON, () -> {
            client.get(MEMORIES + "/" + id);
            return redis.get("memory:" + id) != null;
        });

        assertThat(client.delete(MEMORIES + "/" + id).status()).isEqualTo(204);

        assertThat(client.get(MEMORIES + "/" + id).status()).isEqualTo(404);
        assertThat(client.delete(MEMORIES + "/" + id).status()).isEqualTo(404);
        assertThat(String.valueOf(redis.get("memory:" + id))).doesNotContain("to be forgotten");
        assertThat(total("")).isZero();
        assertThat(deletedAt(id)).isNotNull();
    }

    private static @Nullable Object deletedAt(String id) {
        return new JdbcTemplate(database.dataSource())
                .queryForMap("select deleted_at from memories where id = cast(? as uuid)", id)
                .get("deleted_at");
    }

    @Test
    void criterion10_aBulkStoresTheGoodOnesAndNamesTheBad() {
        JsonNode bulk = client.post(MEMORIES + "/bulk", """
                        {"memories": [{"content": "one"}, {"content": " "}, {"content": "three", "memory_type": "odd"},
                         {"content": "four"}]}""").json();

        assertThat(bulk.path("created").asInt()).isEqualTo(2);
        assertThat(bulk.path("failed").asInt()).isEqualTo(2);
        assertThat(bulk.path("errors")
                        .valueStream()
                        .map(error -> error.path("index").asInt() + " "
                                + error.path("code").asString()))
                .containsExactly("1 blank", "2 unknown_value");
        assertThat(total("")).isEqualTo(2);
        becomes("completed", client, bulk.path("ids").path(3).asString());
    }

    @Test
    void criterion11_aUserCreatesAHundredMemoriesAMinute() {
        String ninetyNine = IntStream.range(0, 99)
                .mapToObj(i -> "{\"content\": \"memory %d\"}".formatted(i))
                .toList()
                .toString();
        assertThat(client.post(MEMORIES + "/bulk", "{\"memories\": " + ninetyNine + "}")
                        .json()
                        .path("created")
                        .asInt())
                .isEqualTo(99);

        assertThat(client.create("the hundredth").status()).isEqualTo(201);
        Answer over = client.create("one too many");

        assertThat(over.status()).isEqualTo(429);
        assertThat(Long.parseLong(over.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 61L);
        assertThat(new Client(server.url()).create("somebody else's").status()).isEqualTo(201);
    }

    @Test
    void criterion12_markupThatCouldActIsTakenOutAndSqlIsText() {
        JsonNode memory = client.post(MEMORIES, """
                        {"content": "<script>alert(1)</script>Robert'); drop table memories;-- <b onclick='x()'>b</b>",
                         "title": "<img src=x onerror=alert(1)>", "metadata": {"a": "<a href='javascript:x()'>x</a>"}}""").json();

        assertThat(memory.path("content").asString()).isEqualTo("Robert'); drop table memories;-- <b>b</b>");
        assertThat(memory.path("title").asString()).isEqualTo("<img src=x>");
        assertThat(memory.path("metadata").path("a").asString()).isEqualTo("<a>x</a>");
        assertThat(client.get(MEMORIES + "?tags='%20or%201=1%20--").status()).isEqualTo(200);
        assertThat(total("")).isEqualTo(1);
    }

    @Test
    void criterion13_aFailedEmbeddingIsRetriedWhenAsked() {
        var other = new Client(fragile.url());
        provider.refuse("not yet", 400);
        String id = other.create("not yet").field("id");
        becomes("failed", other, id);
        provider.recover();

        Answer retried = other.post(MEMORIES + "/" + id + "/retry-embedding", "");

        assertThat(retried.status()).isEqualTo(202);
        becomes("completed", other, id);
        assertThat(other.post(MEMORIES + "/" + id + "/retry-embedding", "").status())
                .isEqualTo(409);
    }

    /// Without workers nobody else would embed anything.
    @Test
    void criterion14_sweepsEmbedWhatWasMissedOrFailed() {
        provider.refuse("not yet", 500);
        try (TestDatabase own = TestDatabase.create();
                ServerProcess sweeper = ServerProcess.start(
                        own.url(),
                        redis.url(),
                        withProvider(Map.of(
                                "OMNE_EMBEDDING_WORKERS", "0",
                                "OMNE_EMBEDDING_MAX_RETRIES", "0",
                                "OMNE_SWEEPS_PROCESS_PENDING_EMBEDDINGS_EVERY", "1s",
                                "OMNE_SWEEPS_RETRY_FAILED_EMBEDDINGS_EVERY", "1s")))) {
            var other = new Client(sweeper.url());
            String missed = other.create("missed").field("id");
            String failing = other.create("not yet").field("id");
            becomes("completed", other, missed);
            Eventually.holds(SOON, () -> history(other, failing).contains("embedding_failed"));

            provider.recover();

            becomes("completed", other, failing);
        }
    }
}
