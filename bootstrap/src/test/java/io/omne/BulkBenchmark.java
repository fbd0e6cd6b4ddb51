package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a bulk of a hundred memories costs its client against one create: in turn, one after the other, on a warm
/// server. Embedding is left to other instances. `./omne bench bulk` runs it.
class BulkBenchmark {

    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 500;
    private static final double MOST = 3;
    private static final String MEMORIES = "/api/v1/memories";
    private static final String MEMORY = """
            {"content": "%s", "title": "Ferries", "tags": ["harbour", "april"], "metadata": {"line": 42}}""".formatted("The ferry to the islands leaves at nine. ".repeat(5));
    private static final String MESSAGES = "{\"messages\": %s}"
            .formatted(IntStream.range(0, 100)
                    .mapToObj(
                            "{\"id\": \"m%d\", \"role\": \"user\", \"content\": \"The ferry leaves at nine.\"}"
                                    ::formatted)
                    .toList());
    private static final String BULK = "{\"memories\": %s}"
            .formatted(IntStream.range(0, 100).mapToObj(_ -> MEMORY).toList());

    @Test
    void costsLittleMoreThanOne() {
        try (TestDatabase database = TestDatabase.create();
                ServerProcess server = ServerProcess.start(
                        database.url(),
                        TestRedis.shared(),
                        Map.of(
                                "OMNE_EMBEDDING_WORKERS",
                                "0",
                                "OMNE_EXTRACTION_WORKERS",
                                "0",
                                "OMNE_RATE_LIMIT_MESSAGES",
                                "0"))) {
            var client = new Client(server.url());
            for (int i = 0; i < WARM_UP; i++) {
                one(client);
                if (i % 10 == 0) {
                    hundred(client);
                    messages(client);
                }
            }
            var ones = new ArrayList<Long>();
            var hundreds = new ArrayList<Long>();
            var messages = new ArrayList<Long>();
            List<Runnable> requests = new ArrayList<>(List.of(
                    () -> ones.add(one(client)),
                    () -> hundreds.add(hundred(client)),
                    () -> messages.add(messages(client))));
            for (int i = 0; i < ROUNDS; i++) {
                Collections.shuffle(requests); // each slows what comes after it by its work in the background
                requests.forEach(Runnable::run);
            }
            long one = median(ones);
            long hundred = median(hundreds);
            double ratio = (double) hundred / one;
            System.out.printf(
                    "[bench] median of %d: one create %.2f ms, a bulk of a hundred %.2f ms, ratio %.2f%n",
                    ROUNDS, one / 1e6, hundred / 1e6, ratio);
            assertThat(ratio).as("a bulk of a hundred to one create").isLessThanOrEqualTo(MOST);
            double ofMessages = (double) median(messages) / one;
            System.out.printf(
                    "[bench] a hundred new messages of a conversation %.2f ms, ratio %.2f%n",
                    median(messages) / 1e6, ofMessages);
            assertThat(ofMessages).as("a hundred new messages to one create").isLessThanOrEqualTo(MOST);
        }
    }

    private static long one(Client client) {
        return timed(client, MEMORIES, MEMORY, 201);
    }

    private static long hundred(Client client) {
        return timed(client, MEMORIES + "/bulk", BULK, 200);
    }

    /// Adds a hundred messages to a new conversation.
    private static long messages(Client client) {
        return timed(client, "/api/v1/conversations/" + UUID.randomUUID() + "/messages", MESSAGES, 200);
    }

    private static long timed(Client client, String path, String body, int status) {
        long start = System.nanoTime();
        Answer answer = client.post(path, body);
        long taken = System.nanoTime() - start;
        assertThat(answer.status()).isEqualTo(status);
        return taken;
    }

    private static long median(List<Long> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
