package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// The time that a memory tells of, and its references to other memories, through two whole servers.
@Timeout(120)
class MemoryFieldsTest {

    private static final String PATH = "/api/v1/memories";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestDatabase database;
    private static Instance server;
    private static Instance other;

    private Client client;
    private String first;
    private String second;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = Instance.on(database);
        other = new Instance(database.url(), TestRedis.shared(), Map.of("omne.rate-limit.memories", 5));
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
        database.close();
    }

    @BeforeEach
    void haveTwoMemories() {
        client = server.client();
        first = client.create("first").field("id");
        second = client.create("second").field("id");
    }

    private Answer create(String fields) {
        return client.post(PATH, "{\"content\":\"x\",%s}".formatted(fields));
    }

    private Answer patch(Answer memory, String body) {
        return client.patch(path(memory), body);
    }

    private static String path(Answer memory) {
        return PATH + "/" + memory.field("id");
    }

    private static String related(String... ids) {
        return "\"related_memories\":" + array(ids);
    }

    private static String array(String... ids) {
        return Stream.of(ids).map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    /// The fields of this test, as text.
    private static String fields(JsonNode memory) {
        return Stream.of("occurred_at", "related_memories", "superseded_by")
                .map(memory::path)
                .map(JsonNode::toString)
                .collect(Collectors.joining(" "));
    }

    /// From the row, from Redis, on another server, in a list, in a list from Redis, and on another server again.
    private void isEverywhere(Answer memory, String expected) {
        assertThat(fields(memory.json())).isEqualTo(expected);
        for (Client reader : List.of(client, client, client.at(other.url()))) {
            assertThat(fields(reader.get(path(memory)).json())).isEqualTo(expected);
            JsonNode listed = reader.get(PATH + "?per_page=1").json().at("/data/0");
            assertThat(listed.path("id").asString()).isEqualTo(memory.field("id"));
            assertThat(fields(listed)).isEqualTo(expected);
        }
    }

    private static List<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .toList();
    }

    private static String tag(Answer answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private List<String> events(Answer memory) {
        return client.get(path(memory) + "/history?per_page=100")
                .json()
                .path("data")
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    @Test
    void areAnsweredAsTheyWereGiven() {
        Answer created =
                create("\"occurred_at\":\"2026-01-02T03:04:05.123456789+01:00\"," + related(second, first, second));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        isEverywhere(created, "\"2026-01-02T02:04:05.123456Z\" " + array(second, first) + " null");
        isEverywhere(create("\"occurred_at\":null,\"related_memories\":null,\"conversation_id\":null"), "null [] null");
        isEverywhere(
                create("\"occurred_at\":\"0001-01-01T00:00:00Z\",\"related_memories\":[]"),
                "\"0001-01-01T00:00:00Z\" [] null");
        JsonNode event = client.get(path(created) + "/history").json().at("/data/0");
        assertThat(fields(event)).isEqualTo("\"2026-01-02T02:04:05.123456Z\" " + array(second, first) + " null");
    }

    @Test
    void areEditedAndClearedWithoutEmbeddingAgain() {
        Answer created = create("\"title\":\"t\"");
        Eventually.holds(
                SOON, () -> client.get(path(created)).field("embedding_status").equals("completed"));
        int before = events(created).size();

        Answer edited = patch(
                created,
                "{\"occurred_at\":\"2026-01-02T03:04:05Z\",%s,\"superseded_by\":\"%s\"}"
                        .formatted(related(first), second));
        isEverywhere(edited, "\"2026-01-02T03:04:05Z\" %s \"%s\"".formatted(array(first), second));
        assertThat(edited.json().path("version").intValue()).isEqualTo(4);
        for (String same : List.of(
                "{\"occurred_at\":\"2026-01-02T04:04:05.0000009+01:00\"}",
                "{%s}".formatted(related(first, first)),
                "{\"superseded_by\":\"%s\"}".formatted(second.toUpperCase(java.util.Locale.ROOT)),
                "{}")) {
            assertThat(tag(patch(created, same))).as(same).isEqualTo(tag(edited));
        }
        Answer cleared = patch(created, "{\"occurred_at\":null,\"related_memories\":null,\"superseded_by\":null}");
        isEverywhere(cleared, "null [] null");
        assertThat(tag(patch(created, "{\"occurred_at\":null,\"related_memories\":[],\"superseded_by\":null}")))
                .isEqualTo(tag(cleared));

        assertThat(cleared.field("embedding_status")).isEqualTo("completed");
        List<String> all = events(created);
        assertThat(all.subList(before, all.size()))
                .containsExactly(
                        "occurred_at_changed",
                        "related_memories_changed",
                        "superseded_by_changed",
                        "occurred_at_changed",
                        "related_memories_changed",
                        "superseded_by_changed");
    }

    @Test
    void referToOwnMemoriesOnly() {
        String foreign = server.client().create("of another user").field("id");
        String deleted = client.create("deleted").field("id");
        client.delete(PATH + "/" + deleted);
        Answer memory = create("\"title\":\"t\"");
        int total = client.get(PATH).json().at("/meta/total").intValue();
        String unknown = UUID.randomUUID().toString();

        for (String id : List.of(unknown, foreign, deleted)) {
            Answer refused = create(related(first, id));
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(errors(refused)).containsExactly("related_memories[1] unknown_memory");
            assertThat(errors(patch(memory, "{%s}".formatted(related(id, first, id)))))
                    .containsExactly("related_memories[0] unknown_memory");
            assertThat(errors(patch(memory, "{\"superseded_by\":\"%s\"}".formatted(id))))
                    .containsExactly("superseded_by unknown_memory");
            assertThat(refused.text().replace(id, unknown))
                    .isEqualTo(create(related(first, unknown)).text());
        }
        assertThat(errors(patch(memory, "{\"superseded_by\":\"%s\"}".formatted(memory.field("id")))))
                .containsExactly("superseded_by unusable");
        assertThat(client.get(PATH).json().at("/meta/total").intValue()).isEqualTo(total);
        assertThat(events(memory)).doesNotContain("related_memories_changed", "superseded_by_changed");
    }

    @Test
    void areRefusedInAnotherForm() {
        String many = Stream.generate(() -> UUID.randomUUID().toString())
                .limit(51)
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(","));
        Map<String, String> bodies = Map.of(
                "\"occurred_at\":\"yesterday\"",
                "400 occurred_at malformed",
                "\"occurred_at\":\"2026-01-02\"",
                "400 occurred_at malformed",
                "\"occurred_at\":\"0000-12-31T23:59:59Z\"",
                "422 occurred_at out_of_range",
                "\"occurred_at\":\"9999-12-31T23:59:59-00:01\"",
                "422 occurred_at out_of_range",
                "\"occurred_at\":1767322800",
                "422 occurred_at wrong_type",
                "\"related_memories\":\"" + first + "\"",
                "422 related_memories wrong_type",
                "\"related_memories\":[null]",
                "422 related_memories[0] wrong_type",
                "\"related_memories\":[\"x\"]",
                "400 related_memories[0] malformed",
                "\"related_memories\":[" + many + "]",
                "422 related_memories too_many");
        Answer memory = create("\"title\":\"t\"");
        bodies.forEach((body, expected) -> {
            for (Answer refused : List.of(create(body), patch(memory, "{" + body + "}"))) {
                assertThat(refused.status() + " " + errors(refused).getFirst()).isEqualTo(expected);
            }
        });
        assertThat(errors(create("\"superseded_by\":\"%s\"".formatted(first))))
                .containsExactly("superseded_by unknown_field");
        assertThat(patch(memory, "{\"superseded_by\":\"x\"}").status()).isEqualTo(400);
    }

    @Test
    void leaveOutWhatWasDeletedLater() {
        Answer created = create(related(first, second));
        Answer read = client.get(path(created));
        client.at(other.url()).delete(PATH + "/" + first);

        Answer left = client.get(path(created), "If-None-Match", tag(read));
        assertThat(left.status()).isEqualTo(200);
        assertThat(tag(left)).isNotEqualTo(tag(read));
        isEverywhere(left, "null " + array(second) + " null");
        Answer edited = client.patch(path(created), "{\"title\":\"t\"}", "If-Match", tag(read));
        isEverywhere(edited, "null " + array(second) + " null");
        Answer sentBack = patch(created, "{%s}".formatted(related(second)));
        assertThat(tag(sentBack)).isEqualTo(tag(edited));
        assertThat(events(created)).doesNotContain("related_memories_changed");

        client.delete(PATH + "/" + second);
        isEverywhere(client.get(path(created)), "null [] null");
        Answer superseded = patch(
                created,
                "{\"superseded_by\":\"%s\"}".formatted(client.create("y").field("id")));
        client.delete(PATH + "/" + superseded.field("superseded_by"));
        assertThat(fields(client.get(path(created)).json())).isEqualTo(fields(superseded.json()));
        assertThat(tag(patch(created, "{\"superseded_by\":\"%s\"}".formatted(superseded.field("superseded_by")))))
                .isEqualTo(tag(superseded));
    }

    /// A bad item stops no other, does not count against the limit, and is the same in a repeat, when more
    /// memories are unknown than at first.
    @Test
    void areCheckedItemByItemAndOnce() {
        Client limited = client.at(other.url());
        String items = Stream.of(
                        "{\"content\":\"a\",%s}".formatted(related(first)),
                        "{\"content\":\" \"}",
                        "{\"content\":\"b\",%s}"
                                .formatted(related(UUID.randomUUID().toString())),
                        "{\"content\":\"c\"}",
                        "{\"content\":\"d\",%s}".formatted(related(second)))
                .collect(Collectors.joining(",", "{\"memories\":[", "]}"));
        Answer bulk = limited.post(PATH + "/bulk", items, "Idempotency-Key", "bulk");
        assertThat(bulk.json().path("created").intValue()).as(bulk.text()).isEqualTo(3);
        assertThat(bulk.headers().firstValue("RateLimit-Remaining")).hasValue("2");
        assertThat(bulk.json()
                        .path("errors")
                        .valueStream()
                        .map(error ->
                                error.path("index") + " " + error.path("code").asString()))
                .containsExactly("1 blank", "2 unknown_memory");

        client.delete(PATH + "/" + first);
        Answer again = limited.post(PATH + "/bulk", items, "Idempotency-Key", "bulk");

        assertThat(again.text()).isEqualTo(bulk.text());
        assertThat(again.headers().firstValue("RateLimit-Remaining")).hasValue("2");
        List<String> ids =
                bulk.json().path("ids").valueStream().map(id -> id.asString("")).toList();
        assertThat(client.get(PATH + "/" + ids.get(3)).field("content")).isEqualTo("c");
        assertThat(fields(client.get(PATH + "/" + ids.get(0)).json())).isEqualTo("null [] null");
        assertThat(fields(client.get(PATH + "/" + ids.get(4)).json())).isEqualTo("null " + array(second) + " null");
    }

    @Test
    void leaveTheKeyOfARefusedRequestFree() {
        String refused =
                "{\"content\":\"x\",%s}".formatted(related(UUID.randomUUID().toString()));
        assertThat(client.post(PATH, refused, "Idempotency-Key", "one").status())
                .isEqualTo(422);
        assertThat(client.post(PATH, "{\"content\":\"y\"}", "Idempotency-Key", "one")
                        .status())
                .isEqualTo(201);

        String linked = "{\"content\":\"x\",%s}".formatted(related(first));
        Answer created = client.post(PATH, linked, "Idempotency-Key", "two");
        client.delete(PATH + "/" + first);
        Answer again = client.post(PATH, linked, "Idempotency-Key", "two");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(created.text());
    }

    /// Events of memories that were stored before there were these fields.
    @Test
    void areEmptyInEventsThatDoNotHaveThem() {
        Answer created = create("\"title\":\"t\"");
        client.list(PATH);
        var sql = new JdbcTemplate(database.dataSource());
        String select = "select payload from domain_events where aggregate_identifier = ? and sequence_number = 0";
        String event =
                new String(sql.queryForObject(select, byte[].class, created.field("id")), StandardCharsets.UTF_8);
        String old = event.replace(",\"occurredAt\":null,\"related\":[],\"supersededBy\":null", "");
        assertThat(old).isNotEqualTo(event);
        sql.update(
                "update domain_events set payload = ? where aggregate_identifier = ? and sequence_number = 0",
                old.getBytes(StandardCharsets.UTF_8),
                created.field("id"));

        Client administrator = Client.administrator(server.url());
        for (String task : List.of("/api/v1/admin/projections/memory-list/replay", "/api/v1/admin/verify")) {
            assertThat(administrator.post(task, "{}").status()).isEqualTo(202);
        }
        Eventually.holds(
                SOON,
                () -> administrator.get("/api/v1/admin/verify").field("state").equals("completed"));
        assertThat(administrator.get("/api/v1/admin/verify").text()).doesNotContain(created.field("id"));
        assertThat(fields(client.get(path(created) + "/history").json().at("/data/0")))
                .isEqualTo("null [] null");
        isEverywhere(patch(created, "{%s}".formatted(related(first))), "null " + array(first) + " null");
    }
}
