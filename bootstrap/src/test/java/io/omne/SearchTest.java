package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Searches over HTTP, with the real model, on two instances.
class SearchTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String SEARCH = "/api/v1/memories/search";

    /// Creates that are looked for at once. Every other memory is edited, the rest are deleted.
    private static final int CREATES = Integer.getInteger("omne.creates", 50);

    private static TestDatabase database;
    private static Instance one;
    private static Instance other;

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        one = instance(Map.of("embedding.provider", "local"));
        other = instance(Map.of("embedding.provider", "local", "omne.embedding.workers", 0));
    }

    private static Instance instance(Map<String, Object> settings) {
        return new Instance(database.url(), TestRedis.shared(), settings);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @BeforeEach
    void beANewUser() {
        client = one.client();
    }

    private String create(String content) {
        return create(Client.JSON.createObjectNode().put("content", content));
    }

    private String create(ObjectNode memory) {
        Answer created = client.post("/api/v1/memories", memory.toString());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.field("id");
    }

    private void awaitVectors() {
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories?per_page=1&embedding_status=pending,processing")
                                .json()
                                .path("meta")
                                .path("total")
                                .asInt()
                        == 0);
    }

    private static ObjectNode query(String text) {
        return Client.JSON.createObjectNode().put("query", text);
    }

    private JsonNode search(ObjectNode search) {
        return search(client, search);
    }

    private static JsonNode search(Client client, ObjectNode search) {
        Answer answer = client.post(SEARCH, search.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(JsonNode results) {
        return results.path("data")
                .valueStream()
                .map(hit -> hit.path("memory").path("id").asString())
                .toList();
    }

    @Test
    void findsByMeaningWhatHasNoWordOfTheQuestion() {
        String ferry = create("The boat to the island departs at nine in the morning.");
        create("Ann prefers tea to coffee.");
        create("The invoice of the plumber is paid.");
        awaitVectors();

        JsonNode results = search(query("When does the ferry leave?"));

        assertThat(ids(results).getFirst()).isEqualTo(ferry);
        JsonNode first = results.path("data").path(0);
        assertThat(first.path("score").asDouble()).isBetween(0.0, 1.0);
        assertThat(first.path("scores").path("meaning").asDouble()).isBetween(0.3, 1.0);
        assertThat(first.path("passage").path("text").asString())
                .isEqualTo("The boat to the island departs at nine in the morning.");
        assertThat(first.has("explain")).isFalse();
        assertThat(first.has("context")).isFalse();
        JsonNode meta = results.path("meta");
        assertThat(meta.path("mode").asString()).isEqualTo("hybrid");
        assertThat(meta.path("model").asString()).isEqualTo("bge-small-en-v1.5-mean");
        assertThat(meta.path("searched").asInt()).isEqualTo(3);
        assertThat(meta.path("pending").asInt()).isZero();
        assertThat(meta.path("degraded").isEmpty()).isTrue();
        assertThat(meta.path("window").isNull()).isTrue();
    }

    /// On the other instance, at once.
    @Test
    void findsByWordsWhatWasWrittenJustNow() {
        Client there = client.at(other.client());
        for (int i = 0; i < CREATES; i++) {
            String id = create("The code of door " + i + " is ORANGE-" + (7000 + i) + ".");
            assertThat(ids(search(there, query("ORANGE-" + (7000 + i)).put("mode", "words"))))
                    .containsExactly(id);
            if (i % 2 == 0) {
                client.patch(
                        "/api/v1/memories/" + id, "{\"content\": \"The code is LEMON-%d.\"}".formatted(20_000 + i));
                assertThat(ids(search(there, query("ORANGE-" + (7000 + i)).put("mode", "words"))))
                        .isEmpty();
                assertThat(ids(search(there, query("lemon-" + (20_000 + i)).put("mode", "words"))))
                        .startsWith(id);
            } else {
                client.delete("/api/v1/memories/" + id);
                assertThat(ids(search(there, query("ORANGE-" + (7000 + i))))).doesNotContain(id);
            }
        }
    }

    @Test
    void findsNothingOfOthers() {
        create("The ferry leaves at nine.");
        Client stranger = one.client();
        stranger.create("Tea with Ann");

        JsonNode results = search(stranger, query("ferry"));

        assertThat(results.path("meta").path("searched").asInt()).isEqualTo(1);
        assertThat(ids(results)).doesNotContainAnyElementsOf(ids(search(query("ferry"))));
    }

    @Test
    void requiresPhrasesAndLeavesOutWhatIsExcluded() {
        String near = create("The red house stands by the sea.");
        String far = create("The house by the sea has a red roof.");
        awaitVectors();

        assertThat(ids(search(query("\"red house\"")))).containsExactly(near);
        assertThat(ids(search(query("house -roof")))).containsExactly(near);
        assertThat(ids(search(query("house -\"red roof\"")))).containsExactly(near);
        assertThat(ids(search(query("house sea")))).containsExactlyInAnyOrder(near, far);
    }

    @Test
    void requiresPhrasesAlsoByMeaning() {
        String near = create("The red house stands by the sea.");
        String far = create("The house by the sea has a red roof.");
        awaitVectors();

        assertThat(byMeaning("Which home is \"by the sea\"?")).containsExactlyInAnyOrder(near, far);
        assertThat(byMeaning("Which home is a \"red house\"?")).containsExactly(near);
        assertThat(byMeaning("Which home is near? -\"red roof\"")).containsExactly(near);
        assertThat(byMeaning("Which home is near? -roof")).containsExactly(near);
        assertThat(byMeaning("\"green house\"")).isEmpty();
    }

    @Test
    void leavesOutExcludedWordsBeforeItCutsTheAnswer() {
        for (int i = 0; i < 60; i++) {
            create("Draft " + i + " of the ferry timetable.");
        }
        String last = create("The ferry timetable.");
        awaitVectors();

        assertThat(byMeaning("ferry -draft")).containsExactly(last);
        assertThat(ids(search(query("ferry -draft")))).containsExactly(last);
    }

    @Test
    void findsPhrasesOfStopWordsAndSingleCharacters() {
        String band = create("We have tickets for The Who.");
        String cat = create("猫が好き");
        awaitVectors();

        assertThat(ids(search(query("concert \"The Who\"")))).containsExactly(band);
        assertThat(ids(search(query("\"猫\"")))).containsExactly(cat);
    }

    @Test
    void takesOptionsOfCommandsForWords() {
        String command = create("Start it with docker run -it ubuntu, and it is a shell.");
        awaitVectors();

        assertThat(ids(search(query("docker run -it ubuntu")))).containsExactly(command);
    }

    @Test
    void scoresMemoriesThatHaveStopWordsAlone() {
        create("To be or not to be.");

        JsonNode hit = search(query("to be").put("mode", "words")).at("/data/0");

        assertThat(hit.at("/scores/words").isNumber()).as(hit.toString()).isTrue();
        assertThat(ids(search(query("to be")
                        .put("mode", "words")
                        .put("min_score", hit.path("score").doubleValue()))))
                .hasSize(1);
    }

    @Test
    void answersLongQuestionsOfUnknownWordsByWords() {
        String memory = create("The ferry leaves at nine.");
        var question = new StringBuilder("ferry");
        for (char first = 'a'; question.length() < 3_900; first++) {
            for (char second = 'a'; second <= 'z' && question.length() < 3_900; second++) {
                question.append(' ').append("qqzx").append(first).append(second).append("vk");
            }
        }

        JsonNode results = search(query(question.toString()).put("mode", "words"));

        assertThat(ids(results)).containsExactly(memory);
    }

    private List<String> byMeaning(String text) {
        return ids(search(query(text).put("mode", "meaning")));
    }

    /// The answer for a filter is the same as if the user owned only what passes it.
    @Test
    void filtersBeforeItRanks() {
        Client only = one.client();
        for (int i = 0; i < 12; i++) {
            String content =
                    List.of("ferry", "boat", "train").get(i % 3) + " number " + i + " leaves from pier " + i % 5;
            ObjectNode memory = Client.JSON
                    .createObjectNode()
                    .put("content", content)
                    .put("memory_type", i % 2 == 0 ? "task" : "note");
            memory.putArray("tags").add("t" + i % 4);
            memory.putObject("metadata").put("pier", i % 5);
            create(memory);
            if (i % 2 == 0) {
                only.post("/api/v1/memories", memory.toString());
            }
        }
        awaitVectors();
        Client mine = client;
        client = only;
        awaitVectors();
        ObjectNode filtered = query("Which ferry leaves from pier 3?");
        filtered.putObject("filter").putArray("memory_type").add("task");

        JsonNode results = search(mine, filtered);
        JsonNode expected = search(only, query("Which ferry leaves from pier 3?"));

        assertThat(results.path("meta").path("searched").asInt()).isEqualTo(6);
        assertThat(contentsAndScores(results))
                .isEqualTo(contentsAndScores(expected))
                .isNotEmpty();

        ObjectNode byMetadata = query("ferry");
        byMetadata.putObject("filter").putObject("metadata").put("pier", 3);
        assertThat(search(mine, byMetadata).path("meta").path("searched").asInt())
                .isEqualTo(2);
    }

    private static List<String> contentsAndScores(JsonNode results) {
        return results.path("data")
                .valueStream()
                .map(hit -> hit.path("memory").path("content").asString() + " " + hit.path("score") + " "
                        + hit.path("scores"))
                .toList();
    }

    @Test
    void showsTheTimeThatAQuestionNames() {
        String may = create(Client.JSON
                .createObjectNode()
                .put("content", "We met at the harbour.")
                .put("occurred_at", "2024-05-14T10:00:00Z"));
        create(Client.JSON
                .createObjectNode()
                .put("content", "We met at the harbour.")
                .put("occurred_at", "2023-11-02T10:00:00Z"));

        JsonNode results = search(query("Where did we meet in May 2024?").put("mode", "hybrid"));

        assertThat(ids(results).getFirst()).isEqualTo(may);
        JsonNode window = results.path("meta").path("window");
        assertThat(window.path("text").asString()).isEqualTo("May 2024");
        assertThat(window.path("from").asString()).isEqualTo("2024-05-01T00:00:00Z");
        assertThat(window.path("until").asString()).isEqualTo("2024-06-01T00:00:00Z");
    }

    @Test
    void readsNoTimeInWhatAQuestionExcludes() {
        create("The ferry leaves at nine.");

        assertThat(window("ferry last week").path("text").asString()).isEqualTo("last week");
        assertThat(window("\"last week\" ferry").path("text").asString()).isEqualTo("last week");
        assertThat(window("ferry -\"last week\"").isNull()).isTrue();
        assertThat(window("-\"last week\"").isNull()).isTrue();
    }

    private JsonNode window(String question) {
        return search(query(question).put("mode", "words")).path("meta").path("window");
    }

    @Test
    void takesADateWithoutAYearForTheLastOneUpToTheNewestMemory() {
        for (String day : List.of("2023-05-14", "2024-05-14", "2024-12-24")) {
            create(Client.JSON
                    .createObjectNode()
                    .put("content", "We met at the harbour on " + day)
                    .put("occurred_at", day + "T10:00:00Z"));
        }
        ObjectNode question = query("Where did we meet in May?");

        JsonNode results = search(question);
        create(Client.JSON.createObjectNode().put("content", "We met today.").put("memory_type", "task"));
        YearMonth last = YearMonth.now(ZoneOffset.UTC).minusMonths(4).withMonth(5);
        JsonNode now = search(question);
        question.putObject("filter").putArray("memory_type").add("note");
        JsonNode withoutTasks = search(question);

        assertThat(begin(results)).isEqualTo("2024-05-01T00:00:00Z");
        assertThat(results.path("data").path(0).path("memory").path("content").asString())
                .endsWith("2024-05-14");
        assertThat(begin(now)).isEqualTo(last + "-01T00:00:00Z");
        assertThat(begin(withoutTasks)).isEqualTo("2024-05-01T00:00:00Z");
    }

    private static String begin(JsonNode results) {
        return results.path("meta").path("window").path("from").asString();
    }

    @Test
    void givesTheMemoriesAroundAHitInItsConversation() {
        String conversation = UUID.randomUUID().toString();
        for (int i = 0; i < 9; i++) {
            create(Client.JSON
                    .createObjectNode()
                    .put("content", i == 4 ? "The password is Rumpelstilzchen" : "Message " + i)
                    .put("conversation_id", conversation)
                    .put("occurred_at", "2024-05-14T10:0" + i + ":00Z"));
        }

        JsonNode hit = search(query("Rumpelstilzchen").put("context", 2).put("mode", "words"))
                .path("data")
                .path(0);

        assertThat(contents(hit.path("context").path("before"))).containsExactly("Message 2", "Message 3");
        assertThat(contents(hit.path("context").path("after"))).containsExactly("Message 5", "Message 6");
        assertThat(hit.path("matched").path(0).asString()).isEqualTo("Rumpelstilzchen");
    }

    private static List<String> contents(JsonNode memories) {
        return memories.valueStream()
                .map(memory -> memory.path("content").asString())
                .toList();
    }

    @Test
    void answersAsMuchAsFitsIntoTheTokens() {
        for (int i = 0; i < 5; i++) {
            create("ferry " + "word ".repeat(400) + i);
        }
        awaitVectors();

        JsonNode all = search(query("ferry"));
        JsonNode two = search(query("ferry").put("max_tokens", 2_200));
        JsonNode passage = search(query("ferry").put("max_tokens", 50));

        assertThat(all.path("data").size()).isEqualTo(5);
        assertThat(two.path("data").size()).isEqualTo(2);
        assertThat(passage.path("data").size()).isOne();
        JsonNode hit = passage.path("data").path(0);
        assertThat(hit.path("truncated").asBoolean()).isTrue();
        assertThat(hit.path("memory").path("content").asString())
                .isEqualTo(hit.path("passage").path("text").asString())
                .hasSizeLessThan(1_500);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                            | query            | required
            {"query": " "}                                | query            | blank
            {"query": "x", "limit": 0}                    | limit            | out_of_range
            {"query": "x", "limit": 101}                  | limit            | out_of_range
            {"query": "x", "max_tokens": 49}              | max_tokens       | out_of_range
            {"query": "x", "min_score": 1.1}              | min_score        | out_of_range
            {"query": "x", "min_score": 1e400}            | min_score        | out_of_range
            {"query": "x", "min_score": -1e999999999}     | min_score        | out_of_range
            {"query": "x", "context": 6}                  | context          | out_of_range
            {"query": "x", "mode": "fuzzy"}               | mode             | unknown_value
            {"query": "x", "querry": "y"}                 | querry           | unknown_field
            {"query": "x", "filter": []}                  | filter           | wrong_type
            {"query": "x", "filter": {"tagz": []}}        | filter.tagz      | unknown_field
            {"query": "x", "filter": {"source": ["me"]}}  | filter.source    | unknown_value
            {"query": "x", "filter": {"source": []}}      | filter.source    | too_few
            {"query": "x", "filter": {"memory_type": []}} | filter.memory_type | too_few
            {"query": "x", "filter": {"embedding_status": []}} | filter.embedding_status | too_few
            {"query": "x", "filter": {"tags": []}}        | filter.tags      | too_few
            {"query": "x", "filter": {"tag": []}}         | filter.tag       | too_few
            {"query": "x", "filter": {"exclude_tags": []}} | filter.exclude_tags | too_few
            """)
    void refusesWhatItDoesNotUnderstand(String body, String field, String code) {
        Answer answer = client.post(SEARCH, body);

        assertThat(answer.status()).isEqualTo(422);
        JsonNode error = answer.json().path("errors").path(0);
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("code").asString()).isEqualTo(code);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        Answer answer = client.post(SEARCH, """
                {"query": " ", "mode": "fuzzy", "limit": 0, "min_score": 2, "context": 6, "max_tokens": 1,
                 "filter": {"tags": []}}""");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").valueStream())
                .extracting(it -> it.path("field").asString())
                .containsExactlyInAnyOrder(
                        "query", "mode", "limit", "min_score", "context", "max_tokens", "filter.tags");
    }

    @Test
    void refusesALongQuery() {
        assertThat(client.post(SEARCH, query("x".repeat(4_001)).toString()).status())
                .isEqualTo(422);
        assertThat(client.post(SEARCH, query("\uD83D\uDEA2".repeat(4_000)).toString())
                        .status())
                .isEqualTo(200);
    }
}
