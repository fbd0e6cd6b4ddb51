package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a client is told of the markup in what it sends, by the setting `omne.markup`.
class MarkupPolicyTest {

    private static final String PATH = "/api/v1/memories";
    private static final int LIMIT = 3;
    private static final String ACTIVE = """
            {"content": "a<script>b</script>", "tags": ["c"], "metadata": {"note": "<svg>d", "other": "e"}}""";

    private static TestDatabase database;
    private static Instance server;
    private static Instance rejecting;
    private static Instance keeping;

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = instance("clean");
        rejecting = instance("reject");
        keeping = instance("keep");
    }

    private static Instance instance(String policy) {
        return new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "omne.embedding.workers",
                        0,
                        "omne.markup",
                        policy,
                        "omne.rate-limit.memories",
                        LIMIT,
                        "omne.cors.allowed-origins",
                        "https://app.example"));
    }

    @AfterAll
    static void stop() {
        keeping.close();
        rejecting.close();
        server.close();
        database.close();
    }

    @BeforeEach
    void comeAsSomebodyNew() {
        client = server.client();
    }

    private static Optional<String> cleaned(Answer answer) {
        return answer.headers().firstValue("Omne-Cleaned");
    }

    @Test
    void saysWhichFieldsLostMarkup() {
        Answer created = client.post(PATH, ACTIVE);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.field("content")).isEqualTo("a");
        assertThat(cleaned(created)).hasValue("content, metadata.note");
        Answer edited = client.patch(PATH + "/" + created.field("id"), "{\"title\": \"<b onclick=x>t</b>\"}");
        assertThat(edited.field("title")).isEqualTo("<b>t</b>");
        assertThat(cleaned(edited)).hasValue("title");
        assertThat(cleaned(client.patch(PATH + "/" + created.field("id"), "{\"title\": \"<b>t</b>\"}")))
                .isEmpty();
        assertThat(cleaned(client.create("a < b"))).isEmpty();
    }

    @Test
    void letsPagesOfOtherOriginsReadIt() {
        Answer created = client.post(PATH, ACTIVE, "Origin", "https://app.example");

        assertThat(created.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(names -> assertThat(names.split(", ")).contains("Omne-Cleaned"));
    }

    @Test
    void saysTheSameUnderTheSameKey() {
        Answer first = client.post(PATH, ACTIVE, "Idempotency-Key", "k");
        Answer again = client.post(PATH, ACTIVE, "Idempotency-Key", "k");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(cleaned(again)).isEqualTo(cleaned(first)).isPresent();
    }

    /// An edit that is the same once it is cleaned changes nothing.
    @Test
    void comparesWhatIsLeft() {
        Answer created = client.create("a");

        Answer edited = client.patch(PATH + "/" + created.field("id"), "{\"content\": \"a<script>b</script>\"}");

        assertThat(edited.headers().firstValue("ETag"))
                .isEqualTo(created.headers().firstValue("ETag"));
        assertThat(cleaned(edited)).hasValue("content");
    }

    @Test
    void saysOfEachItemOfABulkWhichFieldsLostMarkup() {
        Answer bulk = client.post(PATH + "/bulk", """
                {"memories": [
                  {"content": "<script>a</script>", "title": "b"},
                  {"content": ""},
                  {"content": "c<script>d</script>", "metadata": {"note": "<svg>e"}},
                  {"content": "f"},
                  {"content": "<svg>g"},
                  {"content": "<svg>h"}]}""", "Idempotency-Key", "bulk");

        assertThat(bulk.status()).as(bulk.text()).isEqualTo(200);
        JsonNode json = bulk.json();
        assertThat(json.path("created").intValue()).isEqualTo(LIMIT);
        assertThat(json.path("failed").intValue()).isEqualTo(3);
        assertThat(json.path("ids").valueStream().map(JsonNode::isNull))
                .containsExactly(true, true, false, false, false, true);
        assertThat(json.path("errors")
                        .valueStream()
                        .map(it -> it.path("index") + " " + it.path("code").asString()))
                .containsExactly("0 blank", "1 blank", "5 rate_limited");
        assertThat(json.path("cleaned")
                        .valueStream()
                        .map(it -> it.path("index") + " " + it.path("field").asString()))
                .containsExactly("2 content", "2 metadata.note", "4 content");
    }

    /// What is too long is not cleaned.
    @Test
    void looksAtLengthsFirst() {
        String longest = "a".repeat(49_997) + "<u>";

        assertThat(client.create(longest).field("content")).isEqualTo(longest);
        assertThat(errors(client.create(longest + "<script>"))).containsExactly("content too_long");
    }

    @Test
    void takesNothingOfTheLimitForWhatIsNotStored() {
        for (int i = 0; i <= LIMIT; i++) {
            assertThat(errors(client.create("<script>a</script>"))).containsExactly("content blank");
        }
        assertThat(client.create("a").headers().firstValue("RateLimit-Remaining"))
                .hasValue(Integer.toString(LIMIT - 1));
    }

    @Test
    void refusesWhereTheSettingSaysSo() {
        Client other = client.at(rejecting.url());
        assertThat(errors(other.post(PATH, ACTIVE)))
                .containsExactly("content active_markup", "metadata.note active_markup");
        Answer created = other.create("a < b && c > d");
        assertThat(created.status()).isEqualTo(201);
        String path = PATH + "/" + created.field("id");
        assertThat(errors(other.patch(path, "{\"content\": \"<svg>\"}"))).containsExactly("content active_markup");
        assertThat(other.get(path).field("content")).isEqualTo("a < b && c > d");
        JsonNode bulk = other.post(PATH + "/bulk", "{\"memories\": [{\"content\": \"<svg>\"}, {\"content\": \"b\"}]}")
                .json();
        assertThat(bulk.path("created").intValue()).isEqualTo(1);
        assertThat(bulk.path("errors").path(0).path("code").asString()).isEqualTo("active_markup");
    }

    @Test
    void keepsWhereTheSettingSaysSo() {
        Answer created = client.at(keeping.url()).create("<script>a</script>");

        assertThat(created.field("content")).isEqualTo("<script>a</script>");
        assertThat(cleaned(created)).isEmpty();
    }

    private static List<String> errors(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        return answer.json()
                .path("errors")
                .valueStream()
                .map(it -> it.path("field").asString() + " " + it.path("code").asString())
                .toList();
    }
}
