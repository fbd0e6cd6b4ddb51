package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.SentEvents.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Memories from messages, through whole servers: one with the rules, and one with a toy.
@Timeout(180)
class ExtractionTest {

    private static final String PATH = "/api/v1/conversations";
    private static final String MEMORIES = "/api/v1/memories";
    private static final String EVENTS = MEMORIES + "/events";
    private static final String SWEEPS = "/api/v1/admin/sweeps";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestDatabase database;
    private static TestDatabase toys;
    private static Instance server;
    private static Instance toy;

    private final UUID conversation = UUID.randomUUID();

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        toys = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), settings("rules"));
        toy = new Instance(toys.url(), TestRedis.shared(), settings(ToyExtractor.NAME));
    }

    private static Map<String, Object> settings(String extractor) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("extraction.provider", extractor);
        settings.put("omne.extraction.quiet", "100ms");
        settings.put("omne.extraction.poll-interval", "100ms");
        settings.put("omne.extraction.batch", 10);
        settings.put("omne.extraction.max-retries", 2);
        settings.put("omne.extraction.retry-delay", "100ms");
        return settings;
    }

    @AfterAll
    static void stop() {
        toy.close();
        server.close();
        toys.close();
        database.close();
    }

    @BeforeEach
    void login() {
        client = server.client();
    }

    private String path() {
        return PATH + "/" + conversation;
    }

    private static String message(String id, String speaker, String content, String sentAt) {
        return "{\"id\":\"%s\",\"role\":\"user\",\"speaker\":\"%s\",\"content\":\"%s\",\"sent_at\":\"%s\"}"
                .formatted(id, speaker, content, sentAt);
    }

    private Answer say(Client by, String... messages) {
        Answer answer = by.post(path() + "/messages", "{\"messages\":[%s]}".formatted(String.join(",", messages)));
        assertThat(answer.json().path("failed").intValue()).as(answer.text()).isZero();
        return answer;
    }

    private JsonNode read(Client by) {
        return by.get(path()).json();
    }

    private void awaitStatus(Client by, String status) {
        Eventually.holds(
                SOON, () -> read(by).at("/extraction/status").asString("").equals(status));
    }

    private static List<JsonNode> extracted(Client by, String more) {
        return by.list(MEMORIES + "?source=ai_extracted&sort_order=asc" + more)
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    private static List<String> contents(List<JsonNode> memories) {
        return memories.stream().map(it -> it.path("content").asString()).toList();
    }

    /// Messages that arrive together may be read one after the other.
    private List<JsonNode> awaitExtracted(Client by, int number) {
        Eventually.holds(SOON, () -> read(by).path("extracted").intValue() == number);
        awaitStatus(by, "completed");
        List<JsonNode> memories = extracted(by, "&per_page=100");
        assertThat(memories).hasSize(number);
        return memories;
    }

    @Test
    void makesMemoriesOfMessagesWithTheirSources() {
        Answer added = say(
                client,
                message("m1", "Ana", "Hi there! We decided to take the early ferry.", "2026-05-04T09:30:00+02:00"),
                message("m2", "Ben", "Great, thanks.", "2026-05-04T09:31:00+02:00"));

        List<JsonNode> memories = awaitExtracted(client, 1);
        JsonNode decision = memories.getFirst();
        assertThat(decision.path("memory_type").asString()).isEqualTo("decision");
        assertThat(decision.path("content").asString()).contains("Ana", "We decided to take the early ferry");
        assertThat(decision.path("conversation_id").asString()).isEqualTo(conversation.toString());
        assertThat(decision.path("related_memories").path(0))
                .isEqualTo(added.json().at("/ids/0"));
        JsonNode source = client.get(MEMORIES + "/" + decision.path("id").asString() + "/sources")
                .json()
                .at("/data/0");
        assertThat(source.path("memory_id")).isEqualTo(added.json().at("/ids/0"));
        assertThat("Hi there! We decided to take the early ferry."
                        .substring(
                                source.path("start").intValue(),
                                source.path("end").intValue()))
                .isEqualTo(source.path("quote").asString());
        assertThat(read(client).path("extracted").intValue()).isEqualTo(1);
        assertThat(client.post(MEMORIES + "/search", "{\"query\":\"What did we decide about the ferry?\"}")
                        .json()
                        .path("data")
                        .valueStream()
                        .map(it -> it.at("/memory/id").asString()))
                .contains(decision.path("id").asString());
    }

    @Test
    void saysWhichSourcesHaveChanged() {
        Answer added = say(
                client,
                message("m1", "Ana", "I'm allergic to peanuts.", "2026-05-04T09:30:00Z"),
                message("m2", "Ana", "I'm allergic to shellfish.", "2026-05-04T09:31:00Z"));
        List<JsonNode> memories = awaitExtracted(client, 2);

        client.patch(MEMORIES + "/" + added.json().at("/ids/0").asString(), "{\"content\":\"Never mind.\"}");
        client.delete(MEMORIES + "/" + added.json().at("/ids/1").asString());

        assertThat(source(memories.get(0))).containsExactly(true, false);
        assertThat(source(memories.get(1))).containsExactly(false, true);
        assertThat(server.client()
                        .get(MEMORIES + "/" + memories.get(0).path("id").asString() + "/sources")
                        .status())
                .isEqualTo(404);
    }

    private List<Boolean> source(JsonNode memory) {
        JsonNode source = client.get(MEMORIES + "/" + memory.path("id").asString() + "/sources")
                .json()
                .at("/data/0");
        return List.of(
                source.path("changed").booleanValue(), source.path("deleted").booleanValue());
    }

    @Test
    void marksOlderValuesOfAFactAsSuperseded() {
        say(client, message("m1", "Ana", "I live in Lisbon.", "2026-05-04T09:30:00Z"));
        awaitStatus(client, "completed");
        say(client, message("m2", "Ana", "I live in Porto.", "2026-06-04T09:30:00Z"));
        Eventually.holds(SOON, () -> extracted(client, "").size() == 2);
        awaitStatus(client, "completed");

        assertThat(contents(extracted(client, "&superseded=true"))).allMatch(it -> it.contains("Lisbon"));
        assertThat(contents(extracted(client, "&superseded=false"))).allMatch(it -> it.contains("Porto"));
        say(client, message("m0", "Ana", "I live in Faro.", "2020-01-01T09:30:00Z"));
        Eventually.holds(SOON, () -> extracted(client, "&superseded=true").size() == 2);
        assertThat(contents(extracted(client, "&superseded=false")))
                .as("what was said earlier is superseded, whenever it arrives")
                .allMatch(it -> it.contains("Porto"));
    }

    @Test
    void extractsNothingTwice() {
        say(
                client,
                message("m1", "Ana", "We decided to take the early ferry.", "2026-05-04T09:30:00Z"),
                message("m2", "Ben", "Remember that the gate code is 4711.", "2026-05-04T09:31:00Z"));
        List<JsonNode> before = awaitExtracted(client, 2);

        Answer asked = client.post(path() + "/extract", "");
        assertThat(asked.status()).isEqualTo(202);
        awaitStatus(client, "completed");

        assertThat(contents(extracted(client, ""))).isEqualTo(contents(before));
        assertThat(client.post(PATH + "/" + UUID.randomUUID() + "/extract", "").status())
                .isEqualTo(404);
    }

    @Test
    void readsALongConversationInParts() {
        Client other = toy.client();
        String[] transcript = IntStream.range(0, 35)
                .mapToObj(i -> message("m" + i, "Ana", "text " + i, "2026-05-04T09:%02d:00Z".formatted(i)))
                .toArray(String[]::new);

        say(other, transcript);
        List<JsonNode> memories = awaitExtracted(other, 35);

        assertThat(contents(memories)).doesNotHaveDuplicates();
    }

    @Test
    void triesAgainAfterAFailureAndGivesUpAfterAll() {
        Client other = toy.client();
        ToyExtractor.FAILURES.set(2);
        say(other, message("m1", "Ana", "first", "2026-05-04T09:30:00Z"));
        awaitStatus(other, "completed");
        assertThat(contents(extracted(other, ""))).containsExactly("Said: first");

        ToyExtractor.FAILURES.set(3);
        say(other, message("m2", "Ana", "second", "2026-05-04T09:31:00Z"));
        awaitStatus(other, "failed");
        assertThat(read(other).at("/extraction/error/code").asString()).isEqualTo("extractor_fault");
        assertThat(extracted(other, "")).hasSize(1);
        assertIsShownToAdministrators(other);

        other.post(path() + "/extract", "");
        awaitStatus(other, "completed");
        assertThat(contents(extracted(other, ""))).containsExactly("Said: first", "Said: second");
    }

    private void assertIsShownToAdministrators(Client owner) {
        String summary = "/api/v1/admin/extractions";
        JsonNode shown = Client.administrator(toy.url()).get(summary).json();
        assertThat(shown.path("provider").asString()).isEqualTo(ToyExtractor.NAME);
        assertThat(shown.at("/states/failed").longValue()).isPositive();
        assertThat(shown.at("/rates/failed_per_minute").doubleValue()).isPositive();
        assertThat(shown.at("/errors/0/code").asString()).isEqualTo("extractor_fault");
        JsonNode failure = shown.at("/last_failures/0");
        assertThat(failure.path("conversation_id").asString()).isEqualTo(conversation.toString());
        assertThat(failure.path("code").asString()).isEqualTo("extractor_fault");
        assertThat(failure.path("attempts").intValue()).isEqualTo(3);
        assertThat(owner.get(summary).status()).isEqualTo(403);
    }

    @Test
    void tellsItsOwnerOfEachStep() {
        Client other = toy.client();
        Client stranger = toy.client();
        ToyExtractor.FAILURES.set(1);
        String last;
        try (SentEvents stream = other.stream(EVENTS);
                SentEvents strange = stranger.stream(EVENTS)) {
            stream.block();
            strange.block();
            say(other, message("m1", "Ana", "first", "2026-05-04T09:30:00Z"));

            assertThat(nextStep(stream).json().path("attempt").intValue()).isEqualTo(1);
            Event postponed = nextStep(stream);
            assertThat(postponed.name()).isEqualTo("extraction_postponed");
            assertThat(postponed.json().at("/error/code").asString()).isEqualTo("extractor_fault");
            assertThat(postponed.json().path("retry_at").asString()).isNotEmpty();
            assertThat(nextStep(stream).json().path("attempt").intValue()).isEqualTo(2);
            Event completed = nextStep(stream);
            assertThat(completed.name()).isEqualTo("extraction_completed");
            assertThat(completed.json().path("conversation_id").asString()).isEqualTo(conversation.toString());
            assertThat(completed.json().path("status").asString()).isEqualTo("completed");
            assertThat(completed.json().path("messages").intValue()).isEqualTo(1);
            assertThat(completed.json().path("memories").intValue()).isEqualTo(1);
            last = completed.id();

            stranger.create("of the stranger");
            assertThat(Objects.requireNonNull(strange.event())
                            .json()
                            .path("content")
                            .asString())
                    .isEqualTo("of the stranger");
        }
        other.post(path() + "/extract", "");
        try (SentEvents resumed = other.stream(EVENTS, "Last-Event-ID", last)) {
            assertThat(nextStep(resumed).name()).isEqualTo("extraction_asked");
            assertThat(nextStep(resumed).name()).isEqualTo("extraction_started");
            assertThat(nextStep(resumed).name()).isEqualTo("extraction_completed");
        }
    }

    @Test
    void isTriedAgainByASweepIfItFailedLately() {
        Client other = toy.client();
        Client administrator = Client.administrator(toy.url());
        UUID old = UUID.randomUUID();
        ToyExtractor.FAILURES.set(6);
        say(other, message("m1", "Ana", "first", "2026-05-04T09:30:00Z"));
        awaitStatus(other, "failed");
        other.post(
                PATH + "/" + old + "/messages",
                "{\"messages\":[%s]}".formatted(message("m", "Ben", "long ago", "2026-05-05T09:30:00Z")));
        Eventually.holds(SOON, () -> status(other, old).equals("failed"));
        new JdbcTemplate(toys.dataSource())
                .update(
                        "update unextracted_messages set left_aside_at = now() - interval '25 hours'"
                                + " where conversation_id = ?",
                        old);

        assertThat(administrator.post(SWEEPS + "/retry-failed-extractions", "").status())
                .isEqualTo(202);
        awaitStatus(other, "completed");

        assertThat(contents(extracted(other, ""))).containsExactly("Said: first");
        assertThat(status(other, old)).isEqualTo("failed");
        Eventually.holds(
                SOON,
                () -> sweep(administrator).at("/latest/state").asString("").equals("completed"));
        assertThat(sweep(administrator).at("/latest/outcome/retried").intValue())
                .isEqualTo(1);
        assertThat(other.post(SWEEPS + "/retry-failed-extractions", "").status())
                .isEqualTo(403);
    }

    @Test
    void isCountedByGauges() {
        Client administrator = Client.administrator(toy.url());
        Eventually.holds(SOON, () -> {
            String metrics = administrator.get("/actuator/prometheus").text();
            return metrics.contains("omne_extraction_conversations{state=\"pending\"}")
                    && metrics.contains("omne_extraction_oldest_pending_age_seconds")
                    && metrics.lines()
                            .filter(it -> it.startsWith("omne_extraction_conversations"))
                            .noneMatch(it -> it.endsWith("NaN"));
        });
    }

    private static String status(Client by, UUID conversation) {
        return by.get(PATH + "/" + conversation).json().at("/extraction/status").asString("");
    }

    private static JsonNode sweep(Client administrator) {
        return administrator
                .get(SWEEPS)
                .json()
                .path("data")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("retry-failed-extractions"))
                .findFirst()
                .orElseThrow();
    }

    /// The next event of an extraction, past those of memories.
    private static Event nextStep(SentEvents stream) {
        return Stream.generate(() -> Objects.requireNonNull(stream.event()))
                .filter(it -> it.name().startsWith("extraction_"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void storesNothingThatIsNotQuotedWordForWord() {
        Client other = toy.client();
        say(
                other,
                message("m1", "Ana", "a misquote", "2026-05-04T09:30:00Z"),
                message("m2", "Ana", "a quote 🌊", "2026-05-04T09:31:00Z"));
        assertThat(contents(awaitExtracted(other, 1))).containsExactly("Said: a quote 🌊");
    }

    @Test
    void deletesWhatWasExtractedWithItsConversation() {
        Client other = toy.client();
        say(other, message("m1", "Ana", "once", "2026-05-04T09:30:00Z"));
        awaitExtracted(other, 1);
        String elsewhere = PATH + "/" + UUID.randomUUID();
        other.post(
                elsewhere + "/messages",
                "{\"messages\":[%s]}".formatted(message("m", "Ben", "once", "2026-05-05T09:30:00Z")));
        Eventually.holds(
                SOON, () -> other.get(elsewhere).json().path("extracted").intValue() == 1);

        assertThat(other.delete(path()).status()).isEqualTo(204);
        assertThat(contents(extracted(other, "")))
                .as("what was extracted from another conversation stays")
                .containsExactly("Said: once");

        say(other, message("m2", "Ana", "once", "2026-05-06T09:30:00Z"));
        Eventually.holds(SOON, () -> read(other).path("extracted").intValue() == 1);
        assertThat(extracted(other, "")).as("it was said again").hasSize(2);
    }

    @Test
    void takesAValueBackThatIsToldAgain() {
        say(client, message("m1", "Ana", "I live in Oslo.", "2026-05-04T09:30:00Z"));
        awaitExtracted(client, 1);
        say(client, message("m2", "Ana", "I live in Bergen.", "2026-05-05T09:30:00Z"));
        awaitExtracted(client, 2);
        say(client, message("m3", "Ana", "I live in Oslo.", "2026-05-06T09:30:00Z"));

        Eventually.holds(
                SOON,
                () -> contents(extracted(client, "&superseded=false")).stream().allMatch(it -> it.contains("Oslo")));
        assertThat(contents(extracted(client, "&superseded=true"))).allMatch(it -> it.contains("Bergen"));
        client.post(path() + "/extract", "");
        awaitStatus(client, "completed");
        assertThat(contents(extracted(client, "&superseded=false"))).hasSize(1).allMatch(it -> it.contains("Oslo"));
    }

    @Test
    void supersedesNothingAmongValuesOfTheSameTimeThatAreReadAgain() {
        client.post(path() + "/messages", """
                {"messages": [{"id": "a", "role": "user", "content": "I live in Rome."},
                 {"id": "b", "role": "user", "content": "I live in Milan."}]}""");
        awaitExtracted(client, 2);
        for (int i = 0; i < 3; i++) {
            assertThat(contents(extracted(client, "&superseded=false")))
                    .hasSize(1)
                    .allMatch(it -> it.contains("Milan"));
            client.post(path() + "/extract", "");
            awaitStatus(client, "completed");
        }
    }

    @Test
    void keepsPeopleOfTheSameNameInTwoConversationsApart() {
        say(client, message("m1", "Ana", "I live in Oslo.", "2026-05-04T09:30:00Z"));
        awaitExtracted(client, 1);
        String elsewhere = PATH + "/" + UUID.randomUUID();
        client.post(
                elsewhere + "/messages",
                "{\"messages\":[%s]}".formatted(message("m", "Ana", "I live in Bergen.", "2026-05-05T09:30:00Z")));
        Eventually.holds(
                SOON, () -> client.get(elsewhere).json().path("extracted").intValue() == 1);

        assertThat(extracted(client, "&superseded=true")).isEmpty();
    }

    @Test
    void findsAQuoteThatDoesNotStandInItsMessage() {
        Client other = toy.client();
        say(other, message("m1", "Ana", "as it was said", "2026-05-04T09:30:00Z"));
        String memory = awaitExtracted(other, 1).getFirst().path("id").asString();
        new JdbcTemplate(toys.dataSource())
                .update("update memory_sources set quote = 'as it was not' where memory_id = ?::uuid", memory);
        Client administrator = Client.administrator(toy.url());

        administrator.post("/api/v1/admin/verify", "{}");
        Eventually.holds(
                SOON,
                () -> administrator.get("/api/v1/admin/verify").field("state").equals("completed"));

        assertThat(administrator.get("/api/v1/admin/verify").text()).contains(memory, "\"where\":\"sources\"");
    }

    @Test
    void countsWhatWasExtracted() {
        Client other = toy.client();
        double before = metric("omne_extraction_memories_total");
        say(other, message("m1", "Ana", "counted", "2026-05-04T09:30:00Z"));
        awaitExtracted(other, 1);

        assertThat(metric("omne_extraction_memories_total")).isGreaterThanOrEqualTo(before + 1);
        assertThat(metric("omne_extraction_attempts_total{outcome=\"completed\"}"))
                .isPositive();
    }

    private static double metric(String name) {
        return Client.administrator(toy.url())
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(it -> it.startsWith(name + " "))
                .mapToDouble(it -> Double.parseDouble(it.substring(name.length() + 1)))
                .sum();
    }

    @Test
    void verifiesConversationsWhoseMemoriesWereExtracted() {
        say(client, message("m1", "Ana", "We decided to take the early ferry.", "2026-05-04T09:30:00Z"));
        awaitStatus(client, "completed");
        Client administrator = Client.administrator(server.url());

        administrator.post("/api/v1/admin/verify", "{}");
        Eventually.holds(
                SOON,
                () -> administrator.get("/api/v1/admin/verify").field("state").equals("completed"));

        assertThat(administrator.get("/api/v1/admin/verify").text())
                .doesNotContain(conversation.toString(), client.user().toString());
    }
}
