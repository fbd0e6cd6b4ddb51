package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Conversations and their messages, through two whole servers.
@Timeout(120)
class ConversationsTest {

    private static final String PATH = "/api/v1/conversations";

    private static TestDatabase database;
    private static Instance server;
    private static Instance other;

    private final UUID conversation = UUID.randomUUID();

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("extraction.provider", "none"));
        other = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of("omne.rate-limit.messages", 5, "extraction.provider", "none"));
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
        database.close();
    }

    @BeforeEach
    void login() {
        client = server.client();
    }

    private String path() {
        return PATH + "/" + conversation;
    }

    private static String message(String id, String content) {
        return "{\"id\":\"%s\",\"role\":\"user\",\"content\":\"%s\"}".formatted(id, content);
    }

    private static String at(String id, String sentAt) {
        return "{\"id\":\"%1$s\",\"role\":\"assistant\",\"content\":\"text %1$s\",\"sent_at\":\"%2$s\"}"
                .formatted(id, sentAt);
    }

    private Answer add(String... messages) {
        return add(client, messages);
    }

    private Answer add(Client by, String... messages) {
        return by.post(path() + "/messages", "{\"messages\":[%s]}".formatted(String.join(",", messages)));
    }

    private static String counts(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        return "%d created, %d existing, %d failed"
                .formatted(
                        json.path("created").intValue(),
                        json.path("existing").intValue(),
                        json.path("failed").intValue());
    }

    private static List<String> contents(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json()
                .path("data")
                .valueStream()
                .map(it -> it.path("content").asString())
                .toList();
    }

    @Test
    void keepsMessagesWordForWord() {
        Answer added = client.post(path() + "/messages", """
                {"messages": [
                  {"id": "m1", "role": "user", "speaker": "Ana", "content": " When?\\n ", "sent_at": "2026-05-04T09:30:00+02:00",
                   "metadata": {"channel": 7}},
                  {"id": "m2", "role": "assistant", "content": "At nine."}]}""");

        assertThat(counts(added)).isEqualTo("2 created, 0 existing, 0 failed");
        JsonNode first = client.get(
                        "/api/v1/memories/" + added.json().at("/ids/0").asString())
                .json();
        assertThat(first.path("content").asString()).isEqualTo(" When?\n ");
        assertThat(first.path("source").asString()).isEqualTo("chat");
        assertThat(first.path("source_id").asString()).isEqualTo("m1");
        assertThat(first.path("conversation_id").asString()).isEqualTo(conversation.toString());
        assertThat(first.path("occurred_at").asString()).isEqualTo("2026-05-04T07:30:00Z");
        assertThat(first.path("metadata").toString())
                .isEqualTo(
                        "{\"role\":\"user\",\"speaker\":\"Ana\",\"sent_at\":\"2026-05-04T09:30:00+02:00\",\"channel\":7}");
        assertThat(contents(client.at(other.url()).get(path() + "/messages"))).containsExactly(" When?\n ", "At nine.");
    }

    /// What a framework's chat memory wants: append, read by time, the last N, and archive.
    @Test
    void servesAsAChatMemory() {
        Answer added =
                add(at("a", "2026-05-04T09:00:00Z"), at("b", "2026-05-04T10:00:00Z"), at("c", "2026-05-04T11:00:00Z"));
        String summary = client.create("They talked of a, b and c.").field("id");
        String all =
                "/api/v1/memories?conversation_id=" + conversation + "&source=chat&sort_by=occurred_at&sort_order=asc";

        assertThat(contents(client.get(path() + "/messages?order=desc&per_page=2")))
                .containsExactly("text c", "text b");
        assertThat(contents(
                        client.list(all + "&occurred_after=2026-05-04T09:00:00Z&occurred_before=2026-05-04T11:00:00Z")))
                .containsExactly("text b");
        client.patch(
                "/api/v1/memories/" + added.json().at("/ids/0").asString(),
                "{\"superseded_by\":\"%s\"}".formatted(summary));
        assertThat(contents(client.list(all + "&superseded=false"))).containsExactly("text b", "text c");
        assertThat(contents(client.get(path() + "/messages")))
                .as("nothing is lost")
                .hasSize(3);
    }

    @Test
    void addsAMessageOnce() {
        Answer first = add(message("a", "one"), message("b", "two"));
        Answer again = add(message("a", "one"), message("b", "two"), message("c", "three"), message("c", "three"));

        assertThat(counts(first)).isEqualTo("2 created, 0 existing, 0 failed");
        assertThat(counts(again)).isEqualTo("1 created, 3 existing, 0 failed");
        assertThat(again.json().at("/ids/0")).isEqualTo(first.json().at("/ids/0"));
        assertThat(again.json().at("/ids/3")).isEqualTo(again.json().at("/ids/2"));
        assertThat(counts(add(message("a", "one"))))
                .as("all of a request exists")
                .isEqualTo("0 created, 1 existing, 0 failed");
        assertThat(contents(client.get(path() + "/messages"))).containsExactly("one", "two", "three");
    }

    @Test
    void refusesAnIdWithOtherContent() {
        add(message("a", "one"));

        Answer answer = add(message("a", "other"), message("b", "two"), message("b", "three"), message("", "x"));

        assertThat(counts(answer)).isEqualTo("1 created, 0 existing, 3 failed");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(it -> it.path("index") + " " + it.path("code").asString() + " "
                                + it.path("field").asString()))
                .containsExactly("0 id_reused id", "2 id_reused id", "3 blank id");
    }

    @Test
    void keepsTheIdsOfConversationsAndUsersApart() {
        add(message("a", "one"));

        assertThat(counts(client.post(
                        PATH + "/" + UUID.randomUUID() + "/messages",
                        "{\"messages\":[%s]}".formatted(message("a", "two")))))
                .isEqualTo("1 created, 0 existing, 0 failed");
        Client stranger = server.client();
        assertThat(stranger.get(path()).status()).isEqualTo(404);
        assertThat(stranger.get(path() + "/messages").status()).isEqualTo(404);
        assertThat(stranger.delete(path()).status()).isEqualTo(404);
        assertThat(counts(add(stranger, message("a", "three")))).isEqualTo("1 created, 0 existing, 0 failed");
        assertThat(contents(stranger.get(path() + "/messages"))).containsExactly("three");
        assertThat(contents(client.get(path() + "/messages"))).containsExactly("one");
    }

    @Test
    void addsAMessageOnceThatManySendAtOnce() throws InterruptedException, ExecutionException {
        String[] transcript = IntStream.range(0, 60)
                .mapToObj(i -> message("m" + i, "text " + i))
                .toArray(String[]::new);
        var senders = new ArrayList<Callable<Answer>>();
        for (Client each : List.of(client, client, client, client, client, client)) {
            senders.add(() -> add(each, transcript));
        }

        var created = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(senders.size())) {
            for (Future<Answer> answer : threads.invokeAll(senders)) {
                assertThat(counts(answer.get())).endsWith(" 0 failed");
                created.add(answer.get().json().path("created").intValue());
            }
        }

        assertThat(created.stream().mapToInt(it -> it).sum()).isEqualTo(60);
        assertThat(client.get(path()).json().path("messages").intValue()).isEqualTo(60);
    }

    @Test
    void limitsNewMessagesOnly() {
        Client limited = client.at(other.url());

        Answer first = add(limited, message("a", "1"), message("b", "2"), message("c", "3"));
        Answer second = add(limited, message("a", "1"), message("d", "4"), message("e", "5"), message("f", "6"));

        assertThat(counts(first)).isEqualTo("3 created, 0 existing, 0 failed");
        assertThat(first.headers().firstValue("RateLimit-Remaining")).contains("2");
        assertThat(counts(second)).isEqualTo("2 created, 1 existing, 1 failed");
        assertThat(second.json().at("/errors/0/code").asString()).isEqualTo("rate_limited");
        assertThat(limited.create("a memory").status())
                .as("memories have a limit of their own")
                .isEqualTo(201);
    }

    @Test
    void ordersMessagesByTheTimeTheyWereSent() {
        add(at("c", "2026-01-03T00:00:00Z"), at("a", "2026-01-01T00:00:00Z"));
        add(at("b2", "2026-01-02T00:00:00Z"), at("b1", "2026-01-02T00:00:00Z"), at("b0", "2026-01-02T01:00:00+01:00"));

        List<String> forth = walk("asc");

        assertThat(forth).containsExactly("text a", "text b2", "text b1", "text b0", "text c");
        assertThat(walk("desc")).isEqualTo(forth.reversed());
    }

    private List<String> walk(String order) {
        var all = new ArrayList<String>();
        String cursor = "";
        do {
            Answer page = client.get(path() + "/messages?per_page=2&order=" + order + cursor);
            all.addAll(contents(page));
            JsonNode next = page.json().at("/meta/next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        return all;
    }

    @Test
    void listsConversationsLastActiveFirst() {
        var ids = new ArrayList<String>();
        for (int day = 1; day <= 5; day++) {
            UUID id = UUID.randomUUID();
            ids.addFirst(id.toString());
            client.post(
                    PATH + "/" + id + "/messages",
                    "{\"messages\":[%s,%s]}"
                            .formatted(
                                    at("a", "2026-01-0%dT00:00:00Z".formatted(day)),
                                    at("b", "2026-01-0%dT01:00:00Z".formatted(day))));
        }
        var listed = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page =
                    client.at(other.url()).get(PATH + "?per_page=2" + cursor).json();
            page.path("data").valueStream().map(it -> it.path("id").asString()).forEach(listed::add);
            JsonNode next = page.at("/meta/next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());

        assertThat(listed).isEqualTo(ids);
        assertThat(client.get(PATH + "?per_page=1").json().at("/data/0").toString())
                .isEqualTo("{\"id\":\"%s\",\"title\":null,\"messages\":2,\"extracted\":0,".formatted(ids.getFirst())
                        + "\"started_at\":\"2026-01-05T00:00:00Z\",\"last_at\":\"2026-01-05T01:00:00Z\","
                        + "\"extraction\":{\"status\":null,\"error\":null,\"at\":null}}");
    }

    @Test
    void followsEditsAndDeletionsOfMessages() {
        Answer added = add(at("a", "2026-01-01T00:00:00Z"), at("b", "2026-01-02T00:00:00Z"));
        String last = "/api/v1/memories/" + added.json().at("/ids/1").asString();

        client.patch(last, "{\"occurred_at\":\"2025-12-31T00:00:00Z\"}");
        JsonNode moved = client.get(path()).json();
        assertThat(moved.path("started_at").asString()).isEqualTo("2025-12-31T00:00:00Z");
        assertThat(moved.path("last_at").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(walk("asc")).containsExactly("text b", "text a");

        client.delete(last);
        assertThat(client.get(path()).json().path("messages").intValue()).isEqualTo(1);
        assertThat(counts(add(at("b", "2026-01-02T00:00:00Z"))))
                .as("what was deleted does not come back")
                .isEqualTo("0 created, 1 existing, 0 failed");
        assertThat(walk("asc")).containsExactly("text a");
    }

    @Test
    void hasATitle() {
        add(message("a", "one"));

        Answer titled = client.patch(path(), "{\"title\":\"Trip <script>x</script>\"}");

        assertThat(titled.status()).as(titled.text()).isEqualTo(200);
        assertThat(titled.headers().firstValue("Omne-Cleaned")).contains("title");
        assertThat(titled.json().path("title").asString()).isEqualTo("Trip ");
        assertThat(client.at(other.url()).get(PATH).json().at("/data/0/title").asString())
                .isEqualTo("Trip ");
        assertThat(client.patch(path(), "{}").json().path("title").asString()).isEqualTo("Trip ");
        assertThat(client.patch(path(), "{\"title\":null}").json().path("title").isNull())
                .isTrue();
        assertThat(client.patch(PATH + "/" + UUID.randomUUID(), "{\"title\":\"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void deletesAConversationWithItsMessages() {
        for (int i = 0; i < 5; i++) {
            int from = 100 * i;
            add(IntStream.range(from, from + 100)
                    .mapToObj(it -> message("m" + it, "text " + it))
                    .toArray(String[]::new));
        }
        client.patch(path(), "{\"title\":\"Trip\"}");
        String extracted = extracted();
        String note = client.post(
                        "/api/v1/memories",
                        "{\"content\":\"a note\",\"conversation_id\":\"%s\"}".formatted(conversation))
                .field("id");

        assertThat(client.delete(path()).status()).isEqualTo(204);

        assertThat(client.get(path()).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/memories/" + extracted).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/memories?conversation_id=" + conversation)
                        .json()
                        .path("data")
                        .valueStream()
                        .map(it -> it.path("id").asString()))
                .as("what is neither a message nor extracted stays")
                .containsExactly(note);
        assertThat(client.delete(path()).status()).isEqualTo(404);
        assertThat(counts(add(message("m1", "text 1"), message("new", "again"))))
                .isEqualTo("1 created, 1 existing, 0 failed");
        assertThat(client.get(path()).json().path("title").isNull()).isTrue();
    }

    private String extracted() {
        Answer answer = client.post(
                "/api/v1/memories",
                "{\"content\":\"what was said\",\"source\":\"ai_extracted\",\"conversation_id\":\"%s\"}"
                        .formatted(conversation));
        assertThat(answer.status()).isEqualTo(201);
        return answer.field("id");
    }

    @Test
    void keepsWhatWasExtractedIfAsked() {
        add(message("a", "one"));
        String extracted = extracted();
        assertThat(client.get(path()).json().path("extracted").intValue()).isEqualTo(1);

        assertThat(client.delete(path() + "?keep_extracted=true").status()).isEqualTo(204);

        assertThat(client.get("/api/v1/memories/" + extracted).status()).isEqualTo(200);
        assertThat(client.get(path()).status()).isEqualTo(404);
    }

    @Test
    void extractsNothingIfThatIsOff() {
        add(message("a", "We decided to take the ferry."));

        assertThat(client.post(path() + "/extract", "").status()).isEqualTo(409);
        assertThat(client.get("/api/v1/memories?source=ai_extracted")
                        .json()
                        .at("/meta/total")
                        .intValue())
                .isZero();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(client.post(PATH + "/x/messages", "{}").status()).isEqualTo(400);
        assertThat(client.post(path() + "/messages", "{\"messages\":[]}").status())
                .isEqualTo(422);
        assertThat(client.post(path() + "/messages", "{\"message\":[{}]}").status())
                .isEqualTo(422);
        Answer answer = client.post(path() + "/messages", """
                {"messages": [7, {}, {"id": "a", "role": "robot", "content": "x", "sent_at": "yesterday", "more": 1},
                 {"id": "a", "role": "user", "content": "x", "metadata": {"role": "x"}},
                 {"id": "%s", "role": "user", "content": "x"}]}""".formatted("i".repeat(256)));
        assertThat(counts(answer)).isEqualTo("0 created, 0 existing, 5 failed");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(it -> it.path("index") + " " + it.path("code").asString() + " "
                                + it.path("field").asString())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "0 wrong_type messages",
                        "1 required id",
                        "1 required role",
                        "1 required content",
                        "2 unknown_value role",
                        "2 malformed sent_at",
                        "2 unknown_field more",
                        "3 unusable metadata.role",
                        "4 too_long id");
        assertThat(client.get(path() + "/messages?order=up").status()).isEqualTo(422);
        assertThat(client.get(PATH + "?cursor=x").status()).isEqualTo(400);
        assertThat(client.delete(path() + "?keep_extracted=perhaps").status()).isEqualTo(422);
    }

    @Test
    void rebuildsAndVerifiesTheList() {
        add(at("a", "2026-01-01T00:00:00Z"), at("b", "2026-01-02T00:00:00Z"));
        client.patch(path(), "{\"title\":\"Trip\"}");
        String before = client.get(path()).text();
        var sql = new JdbcTemplate(database.dataSource());
        String user = client.user().toString();
        sql.update(
                "delete from conversation_memories where user_id = ?::uuid and happened_at < '2026-01-02T00:00:00Z'",
                user);
        sql.update("update listed_conversations set title = 'x', messages = 7 where user_id = ?::uuid", user);

        Client administrator = Client.administrator(server.url());
        assertThat(differences(administrator))
                .as("the memory and its conversation")
                .isEqualTo(2);
        administrator.post("/api/v1/admin/projections/conversation-list/replay", "{}");
        Eventually.holds(Duration.ofSeconds(30), () -> client.get(path()).text().equals(before));
        assertThat(differences(administrator)).isZero();
    }

    private static long differences(Client administrator) {
        assertThat(administrator.post("/api/v1/admin/verify", "{}").status()).isEqualTo(202);
        var latest = new ArrayList<JsonNode>();
        Eventually.holds(Duration.ofSeconds(60), () -> {
            latest.add(administrator.get("/api/v1/admin/verify").json());
            return latest.getLast().path("state").asString().equals("completed");
        });
        assertThat(latest.getLast().path("outcome").has("differences")).isTrue();
        return latest.getLast().at("/outcome/differences").asLong();
    }
}
