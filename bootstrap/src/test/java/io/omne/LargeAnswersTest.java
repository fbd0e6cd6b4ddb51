package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Searches that find the longest memories, with what stands around them.
class LargeAnswersTest {

    private static final int MESSAGES = 12;

    /// A content has 50,000 characters of four bytes at most; there is more of a memory than that.
    private static final int CONTENT = 210_000;

    /// What may stand around all memories, and the rest of the answer.
    private static final int CONTEXTS = 4_000_000;

    private static TestDatabase database;
    private static Instance server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of("omne.embedding.workers", 0, "omne.search.time-limit", "20s"));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static JsonNode search(Client client, int context) {
        Answer answer = client.post("/api/v1/memories/search", """
                {"query": "ferry", "mode": "words", "limit": 100, "context": %d}""".formatted(context));
        assertThat(answer.status()).as("status").isEqualTo(200);
        assertThat(answer.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MESSAGES * CONTENT + CONTEXTS);
        return answer.json().path("data");
    }

    @Test
    void haveRoomForTheContextsOfTheBestMemories() {
        Client client = server.client();
        String conversation = UUID.randomUUID().toString();
        for (int i = 0; i < MESSAGES; i++) {
            String content = "ferry ".repeat(1 + i) + "\uD801\uDC00".repeat(49_900);
            client.post(
                    "/api/v1/memories",
                    Client.JSON
                            .createObjectNode()
                            .put("content", content)
                            .put("conversation_id", conversation)
                            .put("occurred_at", "2024-05-14T10:%02d:00Z".formatted(i))
                            .toString());
        }

        Eventually.holds(Duration.ofSeconds(60), () -> search(client, 0).size() == MESSAGES);

        JsonNode hits = search(client, 5);

        assertThat(hits.size()).isEqualTo(MESSAGES);
        assertThat(hits.path(0).at("/context/before").size()
                        + hits.path(0).at("/context/after").size())
                .isPositive();
        List<Boolean> given = hits.valueStream().map(hit -> hit.has("context")).toList();
        assertThat(given).contains(false).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(search(client, 0)).noneMatch(hit -> hit.has("context"));
    }
}
