package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An edit to what is stored already leaves no trace, however the client writes it.
class UnchangedEditTest {

    private static final String PATH = "/api/v1/memories";
    private static final int ROUNDS = 5;
    private static final List<String> EDITABLE = List.of(
            "content", "memory_type", "title", "tags", "metadata", "occurred_at", "related_memories", "superseded_by");

    /// Composed and decomposed, in and beyond the first plane, with what JSON and HTML escape, and spaces.
    private static final List<String> TEXTS = List.of(
            "é",
            "e\u0301",
            "\u212B",
            "Å",
            "\uFB01",
            "👩\u200D🚀",
            "a < b && c > d 'e' = \"f\"",
            " \t\n padded \u00A0",
            "\u0001\u007F\u2028",
            "back\\slash /",
            "",
            "\uFEFFx\u200B");

    private static TestDatabase database;
    private static Instance server;

    private final Random random = new Random(8);
    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("omne.embedding.workers", 0));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void comeAsSomebodyNew() {
        client = server.client();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTrace(JsonDialect dialect) {
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode memory = memory();
            String sent = dialect.rewrite(memory.toString());
            Answer created = client.post(PATH, sent);
            assertThat(created.status()).as(created.text()).isEqualTo(201);

            hasTheSameTextEverywhere(created);
            for (JsonDialect other : JsonDialect.values()) {
                leavesNoTrace(created, other.rewrite(sent));
                leavesNoTrace(created, other.rewrite(shuffled(editable(created)).toString()));
            }
        }
    }

    /// Numbers that no `double` holds, from a client that reads them as they are.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.700000001E9",
                "1.0",
                "1.50",
                "-0",
                "-0.0",
                "0e999999999",
                "1e2",
                "1e40",
                "1e41",
                "1e400",
                "1e999999999",
                "1e-999999999",
                "10e999999999",
                "12345678901234567890123456789.10",
                "9007199254740993",
                "0.1000000000000000055511151231257827021181583404541015625",
                "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001"
            })
    void leavesNoTraceOfANumber(String number) {
        String sent = "{\"content\":\"x\",\"metadata\":{\"n\":%s,\"in\":[%s]}}".formatted(number, number);
        Answer created = client.post(PATH, sent);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.text()).hasSizeLessThan(1_000);

        hasTheSameTextEverywhere(created);
        leavesNoTrace(created, sent);
        leavesNoTrace(created, editable(created).toString());
    }

    @Test
    void leavesNoTraceOfTheLongestNumbers() {
        for (String number : List.of("7".repeat(1_000), "0." + "3".repeat(998), "1" + "0".repeat(15_000))) {
            String sent = "{\"content\":\"x\",\"metadata\":{\"n\":%s}}".formatted(number);
            Answer created = client.post(PATH, sent);
            assertThat(created.status()).as(created.text()).isEqualTo(201);

            hasTheSameTextEverywhere(created);
            leavesNoTrace(created, sent);
            leavesNoTrace(created, editable(created).toString());
        }
    }

    @Test
    void leavesNoTraceOfWhatIsTrimmedCleanedOrCleared() {
        for (int round = 0; round < 50; round++) {
            String text = MarkupTexts.attack(random);
            ObjectNode memory =
                    Client.JSON.createObjectNode().put("content", "x " + text).put("title", text);
            memory.putArray("tags").add("\u2003t " + cut(text)).add("t " + cut(text));
            memory.putObject("metadata").put("note", text);
            Answer created = client.post(PATH, memory.toString());
            if (created.status() == 201) {
                leavesNoTrace(created, memory.toString());
                leavesNoTrace(created, editable(created).toString());
            }
        }
        Answer bare = client.post(PATH, "{\"content\": \"x\", \"memory_type\": \"meeting\"}");
        leavesNoTrace(bare, "{\"title\": null, \"tags\": null, \"metadata\": null, \"memory_type\": \"meeting_note\"}");
        leavesNoTrace(bare, "{\"tags\": [], \"metadata\": {}}");
        leavesNoTrace(bare, "{}");
    }

    @Test
    void tellsApartWhatOnlyLooksAlike() {
        for (String text : TEXTS) {
            if (!text.isEmpty()) {
                Answer created = client.create(text + "x");
                assertThat(created.json().path("content").asString()).isEqualTo(text + "x");
                assertThat(events(created)).isEqualTo(1);
            }
        }
        Answer created =
                client.post(PATH, "{\"content\":\"caf\u00e9\",\"metadata\":{\"caf\u00e9\":1,\"cafe\u0301\":1}}");
        assertThat(created.json().path("metadata")).hasSize(2);
        edits(created, "{\"content\":\"cafe\u0301\"}", 2);
        edits(created, "{\"metadata\":{\"caf\u00e9\":1,\"cafe\u0301\":\"1\"}}", 3);
        edits(created, "{\"metadata\":{\"caf\u00e9\":1.0000000000000000000001,\"cafe\u0301\":\"1\"}}", 4);
    }

    private void edits(Answer created, String body, int version) {
        Answer edited = client.patch(path(created), body);
        assertThat(edited.json().path("version").intValue()).as(edited.text()).isEqualTo(version);
        assertThat(events(created)).isEqualTo(version);
    }

    @Test
    void refusesWhatIsNoText() {
        Answer created = client.create("x");
        for (String body : List.of(
                "{\"content\":\"\\ud800\"}",
                "{\"title\":\"a\\udc00\"}",
                "{\"tags\":[\"\\ud83dx\"]}",
                "{\"metadata\":{\"a\":\"\\ud800\"}}",
                "{\"metadata\":{\"\\ud800\":1}}")) {
            assertThat(client.patch(path(created), body).status()).as(body).isEqualTo(422);
        }
        assertThat(client.patch(path(created), "{\"metadata\":{\"a\":1,\"\\u0061\":1}}")
                        .status())
                .isEqualTo(400);
    }

    /// Such numbers and texts were stored before they had one form, or were refused.
    @Test
    void readsWhatWasStoredBefore() {
        Answer created =
                client.post(PATH, "{\"content\":\"x\",\"tags\":[\"tag\"],\"metadata\":{\"n\":1.5,\"big\":[777777.5]}}");
        Answer list = client.get(PATH);
        assertThat(list.json().path("meta").path("total").intValue()).isEqualTo(1);
        var sql = new JdbcTemplate(database.dataSource());
        String stored = "{\"n\":1.50,\"big\":[7.777775E+5]}";
        for (String table : List.of("memories", "memory_list.entries")) {
            sql.update(
                    "update " + table + " set metadata = ?::json, content = ? where user_id = ?",
                    stored,
                    "\u200B",
                    client.user());
        }
        byte[] payload = sql.queryForObject(
                "select payload from domain_events where aggregate_identifier = ?", byte[].class, created.field("id"));
        String event = new String(payload, StandardCharsets.UTF_8)
                .replace("1.5,", "1.50,")
                .replace("777777.5", "7.777775E+5")
                .replace("\"content\":\"x\"", "\"content\":\"\u200B\"");
        assertThat(event).contains("1.50", "7.777775E+5", "\u200B");
        sql.update(
                "update domain_events set payload = ? where aggregate_identifier = ?",
                event.getBytes(StandardCharsets.UTF_8),
                created.field("id"));
        sql.queryForObject("select nextval('cache_epoch')", Long.class);
        Eventually.holds(
                Duration.ofSeconds(10),
                () -> client.get(path(created))
                        .json()
                        .path("content")
                        .asString()
                        .equals("\u200B"));

        assertThat(metadata(client.get(path(created)).text())).isEqualTo("{\"n\":1.5,\"big\":[777777.5]}");
        String[] numbers = {"{\"n\":1.5,\"big\":[777777.5]}", stored};
        Answer old = client.get(path(created));
        for (String metadata : numbers) {
            leavesNoTrace(old, "{\"metadata\":%s,\"tags\":[\"tag\"]}".formatted(metadata));
        }
        hasTheSameTextEverywhere(client.get(path(created)));
        Client administrator = Client.administrator(server.url());
        administrator.post("/api/v1/admin/projections/recall-words/replay", "{}"); // its words are those of the event
        Eventually.holds(
                Duration.ofSeconds(30),
                () -> administrator
                        .get("/api/v1/admin/projections")
                        .json()
                        .path("data")
                        .valueStream()
                        .filter(it -> it.path("name").asString().equals("recall-words"))
                        .allMatch(
                                it -> it.path("replay").path("state").asString().equals("completed")));
        administrator.post("/api/v1/admin/verify", "{}");
        Eventually.holds(
                Duration.ofSeconds(30),
                () -> administrator
                        .get("/api/v1/admin/verify")
                        .json()
                        .path("state")
                        .asString()
                        .equals("completed"));
        assertThat(administrator.get("/api/v1/admin/verify").text()).doesNotContain(created.field("id"));
        edits(created, "{\"title\":\"edited\"}", 2);
    }

    private ObjectNode memory() {
        ObjectNode memory = Client.JSON.createObjectNode().put("content", "x" + text());
        memory.put("memory_type", random.nextBoolean() ? "meeting" : "note").put("title", text());
        memory.put("occurred_at", "2026-01-02T03:04:05.1234567+01:00");
        memory.putArray("tags").add("a" + text()).add("b, " + text()).add("a");
        ObjectNode metadata = memory.putObject("metadata").putNull("null").put("true", true);
        for (int i = 0; i < 5; i++) {
            metadata.put("n" + i, number()).put(text() + i, text());
        }
        metadata.putArray("array")
                .add(number())
                .addNull()
                .add(text())
                .addObject()
                .put("in", number());
        return memory;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /// As a `double` has it in every language.
    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-1_000, 1_000);
            case 1 -> 1_700_000_000.0 + random.nextInt(100_000_000);
            case 2 -> random.nextLong(1L << 53) / 1_000.0;
            case 3 -> random.nextBoolean() ? -0.0 : 0.0;
            case 4 -> Math.pow(10, random.nextInt(-30, 30)) * random.nextInt(1, 1_000);
            default -> anyDouble();
        };
    }

    private double anyDouble() {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) && Math.abs(any) > Double.MIN_NORMAL ? any : 0.1;
    }

    private ObjectNode editable(Answer memory) {
        ObjectNode json = (ObjectNode) JsonDialect.EXACT.readTree(memory.text());
        return json.retain(EDITABLE);
    }

    private JsonNode shuffled(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        var names = new ArrayList<>(object.propertyNames());
        Collections.shuffle(names, random);
        ObjectNode shuffled = Client.JSON.createObjectNode();
        names.forEach(name -> shuffled.set(name, shuffled(object.get(name))));
        return shuffled;
    }

    /// In the answer to a write, from the row, from Redis, in a list, in a list from Redis, and in the history.
    private void hasTheSameTextEverywhere(Answer memory) {
        String expected = metadata(memory.text());
        for (int i = 0; i < 2; i++) {
            assertThat(metadata(client.get(path(memory)).text())).isEqualTo(expected);
            JsonNode listed = JsonDialect.EXACT
                    .readTree(client.get(PATH + "?per_page=1").text())
                    .path("data")
                    .path(0);
            assertThat(metadata(listed.toString())).isEqualTo(expected);
        }
        JsonNode created = JsonDialect.EXACT
                .readTree(client.get(path(memory) + "/history").text())
                .path("data")
                .path(0);
        assertThat(metadata(created.toString())).isEqualTo(expected);
    }

    private void leavesNoTrace(Answer before, String body) {
        Answer edited = client.patch(path(before), body, "If-Match", tag(before));

        assertThat(edited.status()).as("%s: %s", body, edited.text()).isEqualTo(200);
        assertThat(tag(edited)).as(body).isEqualTo(tag(before));
        assertThat(untimed(edited)).as(body).isEqualTo(untimed(before));
        assertThat(tag(client.get(path(before)))).isEqualTo(tag(before));
        assertThat(events(before)).as(body).isEqualTo(1);
    }

    /// All of it but `accessed_at`.
    private static JsonNode untimed(Answer memory) {
        ObjectNode json = (ObjectNode) JsonDialect.EXACT.readTree(memory.text());
        return json.without(List.of("accessed_at"));
    }

    private int events(Answer memory) {
        Integer count = new JdbcTemplate(database.dataSource())
                .queryForObject(
                        "select count(*) from domain_events where aggregate_identifier = ?",
                        Integer.class,
                        memory.field("id"));
        return count == null ? 0 : count;
    }

    private static String metadata(String memory) {
        return JsonDialect.EXACT.readTree(memory).path("metadata").toString();
    }

    private static String cut(String text) {
        int end = text.offsetByCodePoints(0, Math.min(60, text.codePointCount(0, text.length())));
        return text.substring(0, end);
    }

    private static String path(Answer memory) {
        return PATH + "/" + memory.field("id");
    }

    private static String tag(Answer answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
