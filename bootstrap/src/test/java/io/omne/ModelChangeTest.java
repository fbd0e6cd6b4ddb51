package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// A change of the model in place, from 384 to 1536 dimensions, on a server whose providers are on sockets.
///
/// `omne.memories` says over how many; `./omne bench model-change` has 20,000. Each test finds the server without
/// memories and with the model of the settings.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelChangeTest {

    private static final int MEMORIES = Integer.getInteger("omne.memories", 100);
    private static final Duration SOON = Duration.ofSeconds(60 + MEMORIES / 50);

    /// A provider that refuses the key is left alone for half a minute.
    private static final Duration WITHIN_ITS_PAUSE = Duration.ofSeconds(15);

    private static final String MODEL = "/api/v1/admin/embeddings/model";
    private static final String OF_THE_SETTINGS = "embed-english-light-v3.0";
    private static final String BACK =
            "{\"provider\": \"cohere\", \"model\": \"%s\", \"check\": false}".formatted(OF_THE_SETTINGS);
    private static final String TO_LARGE = "{\"provider\": \"openai\", \"model\": \"text-embedding-3-small\"}";

    private final FakeCohere old = FakeCohere.start(384);
    private final FakeOpenAi large = FakeOpenAi.start(1536);
    private final TestDatabase database = TestDatabase.create();
    private Instance server = start();
    private Client client = server.client();
    private Client administrator = administrator();

    private Instance start() {
        return new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider",
                        "cohere",
                        "embedding.model-name",
                        OF_THE_SETTINGS,
                        "embedding.cohere.api-key",
                        FakeProvider.KEY,
                        "embedding.cohere.base-url",
                        old.baseUrl(),
                        "embedding.openai.api-key",
                        FakeProvider.KEY,
                        "embedding.openai.base-url",
                        large.baseUrl()));
    }

    private Client administrator() {
        return Client.administrator(server.url());
    }

    @BeforeAll
    void startAsTheSettingsSay() {
        assertThat(serving()).isEqualTo(OF_THE_SETTINGS);
    }

    @AfterEach
    void goBack() {
        old.recover();
        large.recover();
        assertThat(administrator.delete(MODEL).status()).isIn(200, 409);
        sql().execute("delete from memories");
        if (!serving().equals(OF_THE_SETTINGS)) {
            assertThat(administrator.post(MODEL, BACK).status()).isEqualTo(202);
            Eventually.holds(SOON, () -> serving().equals(OF_THE_SETTINGS));
        }
        Eventually.holds(SOON, () -> count("model_backlog") == 0);
        client = server.client();
    }

    @AfterAll
    void close() {
        server.close();
        old.close();
        large.close();
        database.close();
    }

    private JdbcTemplate sql() {
        return new JdbcTemplate(database.dataSource());
    }

    private JsonNode model() {
        Answer answer = administrator.get(MODEL);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private String serving() {
        return model().path("serving").path("name").asString();
    }

    private boolean isChanging() {
        return !model().path("change").isNull();
    }

    private List<String> create(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.create("Memory number " + i).field("id"))
                .toList();
    }

    private boolean isCompleted(String id) {
        return get(id).path("embedding_status").asString().equals("completed");
    }

    private JsonNode get(String id) {
        return client.get("/api/v1/memories/" + id + "?include=embedding").json();
    }

    private List<String> complete(List<String> ids) {
        ids.forEach(id -> Eventually.holds(SOON, () -> isCompleted(id)));
        return ids;
    }

    /// What is measured is the change, not how fast others can be.
    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }

    private static int dimension(JsonNode memory) {
        return memory.path("embedding").path(0).size();
    }

    @Test
    void changesTheModelWhileItServesAndIsWrittenTo() throws Exception {
        List<String> ids = create(MEMORIES);
        complete(ids);
        String tag = client.get("/api/v1/memories/" + ids.getFirst())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        var goesOn = new AtomicBoolean(true);
        var reads = new AtomicInteger();
        var without = new AtomicInteger();
        int created;
        long began = System.nanoTime();
        long changed;
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            var added = new AtomicInteger();
            others.execute(() -> {
                while (goesOn.get()) {
                    JsonNode memory = get(ids.get(reads.getAndIncrement() % (MEMORIES - 10)));
                    int dimension = dimension(memory);
                    if (dimension != 384 && dimension != 1536) {
                        without.incrementAndGet();
                    }
                    pause();
                }
            });
            others.execute(() -> {
                while (goesOn.get()) {
                    client.create("While it changes: " + added.incrementAndGet());
                    pause();
                }
            });
            client.patch("/api/v1/memories/" + ids.get(MEMORIES - 5), "{\"content\": \"Edited before\"}");
            assertThat(administrator.post(MODEL, TO_LARGE).status()).isEqualTo(202);
            client.patch("/api/v1/memories/" + ids.get(MEMORIES - 4), "{\"content\": \"Edited meanwhile\"}");
            client.delete("/api/v1/memories/" + ids.get(MEMORIES - 3));

            Eventually.holds(SOON, () -> serving().equals("text-embedding-3-small"));
            changed = System.nanoTime();
            goesOn.set(false);
            created = added.get();
        }
        assertThat(without).as("reads without a vector").hasValue(0);
        assertThat(reads.get()).isPositive();
        Eventually.holds(SOON, () -> unfinished() == 0);

        // What is cached may name the old one for a second.
        Eventually.holds(
                SOON,
                () -> get(ids.getFirst()).path("embedding_model").asString().equals("text-embedding-3-small"));
        assertThat(dimension(get(ids.getFirst()))).isEqualTo(1536);
        assertThat(client.get("/api/v1/memories/" + ids.getFirst()).headers().firstValue("ETag"))
                .as("a tag of the old vectors is good no more")
                .isNotEqualTo(Optional.of(tag));
        Answer edited = client.patch("/api/v1/memories/" + ids.getFirst(), "{\"title\": \"A title\"}");
        assertThat(edited.field("embedding_model")).isEqualTo("text-embedding-3-small");
        assertThat(client.list("/api/v1/memories?per_page=1&embedding_status=completed")
                        .json()
                        .path("data")
                        .path(0)
                        .path("embedding_model")
                        .asString())
                .isEqualTo("text-embedding-3-small");
        assertThat(count(passages())).isEqualTo(MEMORIES - 1 + created);
        assertThat(count("model_backlog")).isZero();
        assertThat(isChanging()).isFalse();
        System.out.printf(
                "[model-change] %d memories and %d created meanwhile, %d reads; changed in %d s%n",
                MEMORIES, created, reads.get(), TimeUnit.NANOSECONDS.toSeconds(changed - began));
    }

    private long unfinished() {
        return count("memories where embedding_status <> 'completed' and deleted_at is null");
    }

    private long count(String from) {
        Long count = sql().queryForObject("select count(*) from " + from, Long.class);
        return count == null ? 0 : count;
    }

    /// The table that has those of the serving model.
    private String passages() {
        return "embedding_passages_" + sql().queryForObject("select id from serving_model", Long.class);
    }

    @Test
    void changesTheTagOfAMemoryWhereOnlyTheDimensionDiffers() {
        String id = complete(create(1)).getFirst();
        administrator.post(MODEL, TO_LARGE.replace("}", ", \"dimension\": 256}"));
        Eventually.holds(SOON, () -> dimension(get(id)) == 256);
        // What is cached may name the old one for a second.
        Eventually.holds(SOON, () -> get(id).path("embedding_model").asString().equals("text-embedding-3-small"));
        String tag = tag(id);
        administrator.post(MODEL, TO_LARGE.replace("}", ", \"dimension\": 512}"));
        Eventually.holds(SOON, () -> dimension(get(id)) == 512);

        Eventually.holds(SOON, () -> !tag(id).equals(tag));
        assertThat(client.send("GET", "/api/v1/memories/" + id, null, "If-None-Match", tag)
                        .status())
                .isEqualTo(200);
        Answer edited = client.patch("/api/v1/memories/" + id, "{\"memory_type\": \"note\"}", "If-Match", tag);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.headers().firstValue("ETag")).hasValue(tag(id));
    }

    private String tag(String id) {
        return client.get("/api/v1/memories/" + id).headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void pausesGoesOnAndResumesAfterARestart() {
        complete(create(30));
        administrator.post(MODEL, TO_LARGE.replace("}", ", \"per_second\": 1}"));
        Eventually.holds(SOON, () -> model().path("change").path("done").asInt() > 0);

        JsonNode paused = administrator.patch(MODEL, "{\"paused\": true}").json();
        assertThat(paused.path("change").path("state").asString()).isEqualTo("paused");
        assertThat(paused.path("change").path("per_second").asInt()).isEqualTo(1);
        assertThat(paused.path("change").path("total").asInt()).isEqualTo(30);

        server.close();
        server = start();
        client = server.client();
        administrator = administrator();
        assertThat(model().path("change").path("state").asString()).isEqualTo("paused");
        assertThat(serving()).isEqualTo(OF_THE_SETTINGS);

        assertThat(administrator.patch(MODEL, "{\"per_second\": null}").status())
                .isEqualTo(200);
        sql().update("update model_backlog set due_at = now()"); // what was claimed and lost
        JsonNode resumed = administrator.patch(MODEL, "{\"paused\": false}").json();
        assertThat(resumed.path("change").path("state").asString()).isEqualTo("running");

        Eventually.holds(SOON, () -> serving().equals("text-embedding-3-small"));
        assertThat(count(passages())).isEqualTo(30);
    }

    @Test
    void embedsAsManyASecondAsItMay() {
        complete(create(20));
        long began = System.nanoTime();
        administrator.post(MODEL, TO_LARGE.replace("}", ", \"per_second\": 5}"));

        Eventually.holds(Duration.ofSeconds(20), () -> serving().equals("text-embedding-3-small"));
        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void isHeldUpByATextThatTheNewProviderRefusesAndCanBeCancelled() {
        List<String> ids = create(3);
        complete(ids);
        large.refuse("number 1", 400);
        administrator.post(MODEL, TO_LARGE);

        Eventually.holds(
                SOON, () -> model().path("change").path("state").asString().equals("blocked"));
        assertThat(model().path("change").path("refused").asInt()).isEqualTo(1);
        assertThat(serving()).isEqualTo(OF_THE_SETTINGS);

        assertThat(administrator.delete(MODEL).status()).isEqualTo(200);
        assertThat(isChanging()).isFalse();
        assertThat(dimension(get(ids.getFirst()))).isEqualTo(384);
        Eventually.holds(SOON, () -> count("model_backlog") == 0);
    }

    @Test
    void goesOnOnceTheRefusedTextIsGone() {
        List<String> ids = create(3);
        complete(ids);
        large.refuse("number 1", 400);
        administrator.post(MODEL, TO_LARGE);
        Eventually.holds(
                SOON, () -> model().path("change").path("state").asString().equals("blocked"));

        client.delete("/api/v1/memories/" + ids.get(1));

        Eventually.holds(SOON, () -> serving().equals("text-embedding-3-small"));
    }

    @Test
    void goesOnWithTheOthersWhateverTheNewProviderDoesToOneText() {
        complete(create(20));
        large.refuse("number 1,", 500);
        complete(List.of(client.create("Memory number 1, again").field("id")));
        long calls = large.calls();
        administrator.post(MODEL, TO_LARGE);

        Eventually.holds(SOON, () -> model().path("change").path("done").asInt() == 20);
        Eventually.holds(SOON, () -> count("model_backlog where attempts = 1") == 1); // it is tried once more before
        assertThat(large.calls() - calls).isLessThan(60);

        large.recover();
        sql().update("update model_backlog set due_at = now()");
        Eventually.holds(SOON, () -> serving().equals("text-embedding-3-small"));
    }

    @Test
    void givesUpATextThatItsInstancesDieOf() {
        complete(create(20));
        administrator.post(MODEL, TO_LARGE.replace("}", ", \"per_second\": 1}"));
        Eventually.holds(SOON, () -> model().path("change").path("done").asInt() > 0);
        administrator.patch(MODEL, "{\"paused\": true}");
        Eventually.holds(SOON, () -> count("model_backlog where held") == 0);
        sql().update("update model_backlog set held = true, losses = 2, due_at = now() where id = "
                + "(select id from model_backlog order by id limit 1)");

        administrator.patch(MODEL, "{\"per_second\": null}");
        administrator.patch(MODEL, "{\"paused\": false}");

        Eventually.holds(
                SOON, () -> model().path("change").path("state").asString().equals("blocked"));
        assertThat(sql().queryForObject("select error_code from model_backlog", String.class))
                .isEqualTo("instance_lost");
        administrator.patch(MODEL, "{\"paused\": false}");
        Eventually.holds(SOON, () -> serving().equals("text-embedding-3-small"));
    }

    @Test
    void leavesAProviderThatTakesTheKeyNoMore() {
        complete(create(1));
        old.always(FakeReply.status(401));
        String waiting = client.create("Nobody embeds this.").field("id");
        Eventually.holds(SOON, () -> client.get("/actuator/health").status() == 503);

        administrator.post(MODEL, TO_LARGE);

        Eventually.holds(SOON, () -> isCompleted(waiting));
        assertThat(get(waiting).path("embedding_model").asString()).isEqualTo("text-embedding-3-small");
        // The health part caches the models in use for a second.
        Eventually.holds(SOON, () -> client.get("/actuator/health").status() == 200);
    }

    @Test
    void keepsTheServingModelGoingWhereItsProviderRefusesTheNext() {
        complete(create(1));
        long before = old.calls();
        old.answer(asked -> asked.path("model").asString().equals("embed-english-v3.0"), FakeReply.status(401));
        administrator.post(MODEL, "{\"provider\": \"cohere\", \"model\": \"embed-english-v3.0\", \"check\": false}");
        Eventually.holds(SOON, () -> old.calls() > before);

        String other = client.create("Another one").field("id");
        Eventually.holds(WITHIN_ITS_PAUSE, () -> isCompleted(other));
        assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(administrator.delete(MODEL).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(administrator
                        .post(MODEL, "{\"provider\": \"openai\", \"model\": \"nobody-knows\"}")
                        .status())
                .isEqualTo(422);
        Answer nobody = administrator.post(MODEL, "{\"provider\": \"nobody\"}");
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.json().path("errors").path(0).path("field").asString())
                .isEqualTo("provider");
        assertThat(administrator
                        .post(MODEL, "{\"provider\": \"openai\", \"per_second\": 0}")
                        .status())
                .isEqualTo(422);
        assertThat(administrator.post(MODEL, "{}").status()).isEqualTo(422);
        for (String name : List.of("", " ", "a\\u0000", "a\\nb", "\\u200b", "a\\u2028", "\\ud800", "x".repeat(256))) {
            Answer unnamed = administrator.post(
                    MODEL, "{\"provider\": \"openai\", \"model\": \"%s\", \"dimension\": 16}".formatted(name));
            assertThat(unnamed.status()).as(name).isEqualTo(422);
            assertThat(unnamed.json().path("errors").path(0).path("field").asString())
                    .isEqualTo("model");
        }
        assertThat(administrator
                        .post(MODEL, "{\"provider\": \"cohere\", \"model\": \"embed-english-light-v3.0\"}")
                        .status())
                .isEqualTo(409);
        assertThat(administrator.patch(MODEL, "{\"paused\": true}").status()).isEqualTo(409);
        assertThat(administrator.patch(MODEL, "{}").status()).isEqualTo(422);
        assertThat(administrator.delete(MODEL).status()).isEqualTo(409);
        assertThat(client.get(MODEL).status()).isEqualTo(403);
    }

    @Test
    void triesTheModelBeforeItBegins() {
        long models = count("embedding_models");
        record Trial(FakeReply reply, int status, String field, String says) {}
        for (Trial trial : List.of(
                new Trial(FakeReply.status(404), 422, "model", "no such model"),
                new Trial(FakeReply.status(401), 422, "provider", "does not take the key"),
                new Trial(FakeReply.status(400), 422, "model", "no such model"),
                new Trial(FakeOpenAi.answering(List.of("x"), 384, List.of(0)), 422, "dimension", "384 dimensions"),
                new Trial(FakeReply.text("<html>"), 422, "model", "not what it should be"),
                new Trial(FakeReply.status(503), 503, "", "could not be tried"),
                new Trial(FakeReply.status(429, "7"), 503, "", "could not be tried"),
                new Trial(FakeReply.closed(), 503, "", "could not be reached"))) {
            large.always(trial.reply());
            Answer answer = administrator.post(MODEL, TO_LARGE);
            assertThat(answer.status()).as(answer.text()).isEqualTo(trial.status());
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.field("detail")).contains(trial.says());
            assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                    .isEqualTo(trial.field());
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(trial.status() == 503);
            assertThat(isChanging()).isFalse();
            assertThat(count("embedding_models")).isEqualTo(models);
        }
        assertThat(administrator
                        .post(MODEL, TO_LARGE.replace("}", ", \"check\": false}"))
                        .status())
                .isEqualTo(202);
        assertThat(isChanging()).isTrue();
    }

    @Test
    void namesTheRefusedTextsInPages() {
        List<String> ids = create(7);
        complete(ids);
        assertThat(refused("").path("data").isEmpty()).isTrue();
        large.refuse("number", 400);
        administrator.post(MODEL, TO_LARGE);
        Eventually.holds(
                SOON, () -> model().path("change").path("state").asString().equals("blocked"));

        var named = new HashSet<String>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = refused("?per_page=3" + cursor);
            page.path("data").forEach(text -> {
                assertThat(text.path("code").asString()).isEqualTo("text_refused");
                assertThat(text.path("message").asString()).isNotBlank();
                assertThat(text.path("user_id").asString())
                        .isEqualTo(get(ids.getFirst()).path("user_id").asString());
                named.add(text.path("memory_id").asString());
            });
            JsonNode next = page.path("meta").path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(named).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(pages).isEqualTo(3);
        assertThat(administrator.get(MODEL + "/refused?cursor=x").status()).isEqualTo(400);
        assertThat(client.get(MODEL + "/refused").status()).isEqualTo(403);
    }

    private JsonNode refused(String query) {
        Answer answer = administrator.get(MODEL + "/refused" + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    /// They get no vectors of the next model, which does not hold the change up; and get some of the one after it.
    @Test
    void changesToAModelThatHardlyKnowsSomeTextsAndBack() {
        String thai = "เช้าวันนั้นท่าเรือเงียบสงบแอนพบกับบ๊อบตอนเก้าโมงครึ่ง ";
        List<String> ids = create(3);
        String unknown = client.create(thai).field("id");
        String partly = client.create("The harbour was quiet. ".repeat(100) + "🎉 ".repeat(1_000))
                .field("id");
        complete(ids);
        complete(List.of(unknown, partly));

        assertThat(administrator
                        .post(MODEL, "{\"provider\": \"local\", \"model\": \"all-MiniLM-L6-v2\"}")
                        .status())
                .isEqualTo(202);
        Eventually.holds(SOON, () -> serving().equals("all-MiniLM-L6-v2"));
        Eventually.holds(SOON, () -> code(unknown).equals("text_not_supported"));
        Eventually.holds(SOON, () -> code(partly).equals("text_partly_supported") && isCompleted(partly));
        assertThat(get(unknown).path("embedding_status").asString()).isEqualTo("failed");
        assertThat(get(unknown).path("embedding").isNull()).isTrue();
        complete(ids);
        assertThat(count("model_backlog")).isZero();

        large.recover();
        assertThat(administrator.post(MODEL, TO_LARGE).status()).isEqualTo(202);
        Eventually.holds(SOON, () -> serving().equals("text-embedding-3-small"));
        Eventually.holds(SOON, () -> isCompleted(unknown) && isCompleted(partly));
        Eventually.holds(SOON, () -> code(unknown).isEmpty() && code(partly).isEmpty());
        assertThat(dimension(get(unknown))).isEqualTo(1536);
        Eventually.holds(SOON, () -> count("model_backlog") == 0);
    }

    private String code(String id) {
        return get(id).path("embedding_error").path("code").asString("");
    }
}
