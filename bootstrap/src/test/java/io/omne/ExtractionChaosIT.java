package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Two packaged servers extract memories with a language model. Its endpoint answers with 503, garbage,
/// halves, cut-off answers and wrong items, and in other words each time. One server or the other is killed
/// with `kill -9` meanwhile. Every message is kept, every conversation ends completed, and each message gives
/// one memory with its quote.
///
/// `omne.conversations` and `omne.kills` say how much of it.
class ExtractionChaosIT {

    private static final int CONVERSATIONS = Integer.getInteger("omne.conversations", 8);
    private static final int KILLS = Integer.getInteger("omne.kills", 2);
    private static final int MESSAGES = 10;
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String PATH = "/api/v1/conversations";

    private final FakeChat chat = FakeChat.start();
    private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
    private final List<UUID> conversations =
            IntStream.range(0, CONVERSATIONS).mapToObj(_ -> UUID.randomUUID()).toList();

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("EXTRACTION_PROVIDER", "openai");
        settings.put("EXTRACTION_OPENAI_API_KEY", FakeProvider.KEY);
        settings.put("EXTRACTION_OPENAI_BASE_URL", chat.baseUrl());
        settings.put("EXTRACTION_TIMEOUT", "1s");
        settings.put("OMNE_EXTRACTION_QUIET", "200ms");
        settings.put("OMNE_EXTRACTION_POLL_INTERVAL", "200ms");
        settings.put("OMNE_EXTRACTION_WORKERS", "2");
        settings.put("OMNE_EXTRACTION_LEASE", "6s");
        settings.put("OMNE_EXTRACTION_MAX_RETRIES", "20");
        settings.put("OMNE_EXTRACTION_RETRY_DELAY", "50ms");
        settings.put("OMNE_EXTRACTION_BUDGET_DAILY_TOKENS", "1000000000");
        settings.put("OMNE_EXTRACTION_BUDGET_DAILY_COST", "100000");
        settings.put("OMNE_RATE_LIMIT_MESSAGES", "0");
        return settings;
    }

    @AfterEach
    void close() {
        servers.forEach(ServerProcess::close);
        chat.close();
    }

    @Test
    void extractsEachMessageOnce() {
        try (TestDatabase database = TestDatabase.create()) {
            chat.think(ExtractionChaosIT::inOtherWords);
            chat.answer(_ -> ThreadLocalRandom.current().nextInt(3) == 0, FakeReply.chosen(ExtractionChaosIT::mishap));
            for (int i = 0; i < 2; i++) {
                servers.add(ServerProcess.start(database.url(), TestRedis.shared(), settings()));
            }
            var user = new Client(servers.getFirst().url());
            try (ExecutorService sender = Executors.newSingleThreadExecutor()) {
                sender.execute(() -> sendAll(user));
                for (int kill = 0; kill < KILLS; kill++) {
                    LockSupport.parkNanos(
                            Duration.ofMillis(ThreadLocalRandom.current().nextInt(500, 2_500))
                                    .toNanos());
                    ServerProcess killed = servers.get(kill % 2);
                    killed.kill();
                    servers.set(kill % 2, killed.startAgain());
                }
            }
            chat.recover();
            Client reader = user.at(servers.getFirst().url());
            Eventually.holds(LONG, () -> conversations.stream().allMatch(it -> isCompleted(reader, it)));
            conversations.forEach(it -> assertEachMessageGaveOneMemory(reader, it));
            assertVerified(servers.getFirst());
            assertThat(count(database, "extraction_results")).isZero();
            assertThat(count(database, "unextracted_messages")).isZero();
            System.out.printf(
                    "[extraction] %d messages, %d calls, %d kills%n", CONVERSATIONS * MESSAGES, chat.calls(), KILLS);
        }
    }

    /// The server is killed when the answer is stored and no memory is made of it. The next one makes memories of that
    /// answer, and asks for no other.
    @Test
    void goesOnWithAnAnswerThatWasStored() throws Exception {
        UUID conversation = conversations.getFirst();
        String path = PATH + "/" + conversation;
        var isLocked = new CountDownLatch(1);
        try (TestDatabase database = TestDatabase.create();
                Connection blocker = database.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            chat.think(data -> {
                awaitQuietly(isLocked);
                return inOneWord(data, "first");
            });
            ServerProcess server = ServerProcess.start(
                    database.url(),
                    TestRedis.shared(),
                    with(with(settings(), "EXTRACTION_TIMEOUT", "5s"), "OMNE_EXTRACTION_LEASE", "15s"));
            var user = new Client(server.url());
            user.post(
                    path + "/messages",
                    "{\"messages\": [{\"id\": \"m\", \"role\": \"user\", \"content\": \"The code.\"}]}");
            Eventually.holds(LONG, () -> chat.calls() == 1);
            blocker.createStatement().execute("lock table unique_memories in exclusive mode");
            isLocked.countDown();
            Eventually.holds(LONG, () -> count(database, "extraction_results") == 1);
            server.kill();
            blocker.rollback();
            assertThat(count(database, "memories where source = 'ai_extracted'"))
                    .isZero();

            chat.think(data -> inOneWord(data, "second"));
            try (ServerProcess next = server.startAgain()) {
                Client reader = user.at(next.url());
                Eventually.holds(
                        LONG,
                        () -> reader.get(path)
                                .json()
                                .at("/extraction/status")
                                .asString("")
                                .equals("completed"));
                assertThat(reader.list("/api/v1/memories?source=ai_extracted")
                                .json()
                                .at("/data/0/content")
                                .asString())
                        .isEqualTo("first");
                assertThat(reader.get(path).json().path("extracted").intValue()).isEqualTo(1);
                assertThat(chat.calls()).isEqualTo(1);
            }
        }
    }

    private static JsonNode inOneWord(JsonNode data, String word) {
        ObjectNode answer = FakeChat.answer();
        FakeChat.item(answer, word, 1, data.at("/messages/0/text").asString());
        return answer;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        settings.put(name, value);
        return settings;
    }

    /// What goes wrong with a call.
    private static FakeReply mishap() {
        return switch (ThreadLocalRandom.current().nextInt(8)) {
            case 0 -> FakeReply.status(503);
            case 1 -> FakeReply.text("<html>garbage</html>");
            case 2 -> FakeReply.half();
            case 3 -> FakeReply.halfUnnoticed();
            case 4 -> FakeReply.text(FakeChat.completion("{\"memories\": [{\"type\": \"no", "length"));
            case 5 -> FakeReply.text(FakeChat.completion("not what was asked", "stop"));
            case 6 -> FakeReply.reset();
            default -> FakeReply.silence();
        };
    }

    /// A memory of each message, in other words each time, and sometimes one that no message says. The messages' own
    /// numbers tell whether one is extracted twice.
    private static JsonNode inOtherWords(JsonNode data) {
        ObjectNode answer = FakeChat.answer();
        data.path("messages").forEach(it -> {
            String text = it.path("text").asString();
            FakeChat.item(
                    answer, "Said " + word() + ": " + text, it.path("number").intValue(), text);
        });
        if (ThreadLocalRandom.current().nextInt(3) == 0) {
            FakeChat.item(answer, "Made up", 1, "what nobody said");
        }
        return answer;
    }

    /// Another one each time. A long number would be taken for an invented detail.
    private static String word() {
        return UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    }

    private void sendAll(Client user) {
        for (int i = 0; i < MESSAGES; i++) {
            String body =
                    "{\"messages\": [{\"id\": \"m%1$d\", \"role\": \"user\", \"content\": \"Message number %1$d.\"}]}"
                            .formatted(i);
            for (UUID conversation : conversations) {
                send(user, PATH + "/" + conversation + "/messages", body);
            }
        }
    }

    /// To any server that is there, until it is acknowledged.
    private void send(Client user, String path, String body) {
        for (int tries = 0; tries < 1_000; tries++) {
            try {
                if (user.at(servers.get(tries % 2).url()).post(path, body).status() == 200) {
                    return;
                }
            } catch (UncheckedIOException e) {
                // Killed meanwhile.
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("no server takes messages");
    }

    private static boolean isCompleted(Client reader, UUID conversation) {
        JsonNode read = reader.get(PATH + "/" + conversation).json();
        return read.path("messages").intValue() == MESSAGES
                && read.at("/extraction/status").asString("").equals("completed");
    }

    private static void assertEachMessageGaveOneMemory(Client reader, UUID conversation) {
        List<JsonNode> memories = reader.get(
                        "/api/v1/memories?per_page=100&source=ai_extracted&conversation_id=" + conversation)
                .json()
                .path("data")
                .valueStream()
                .toList();
        Map<String, Long> times = memories.stream()
                .collect(Collectors.groupingBy(
                        it -> it.path("content").asString().replaceFirst("Said [^:]*: ", ""), Collectors.counting()));
        assertThat(times)
                .hasSize(MESSAGES)
                .allSatisfy((text, number) -> assertThat(number).as(text).isEqualTo(1));
        memories.forEach(it -> assertThat(
                        reader.get("/api/v1/memories/" + it.path("id").asString() + "/sources")
                                .json()
                                .path("data"))
                .as("sources of " + it.path("content"))
                .isNotEmpty());
    }

    private static void assertVerified(ServerProcess server) {
        Client administrator = Client.administrator(server.url());
        administrator.post("/api/v1/admin/verify", "{}");
        Eventually.holds(
                LONG,
                () -> administrator.get("/api/v1/admin/verify").field("state").equals("completed"));
        assertThat(administrator
                        .get("/api/v1/admin/verify")
                        .json()
                        .at("/outcome/differences")
                        .asLong(-1))
                .isZero();
    }

    private static int count(TestDatabase database, String table) {
        Integer count =
                new JdbcTemplate(database.dataSource()).queryForObject("select count(*) from " + table, Integer.class);
        return count == null ? 0 : count;
    }
}
