package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Searches over HTTP, for ten memories each.
final class SearchLoad {

    private static final int LIMIT = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// As many candidates as the ranking has.
    private static final int DEPTH = 50;

    private SearchLoad() {}

    /// Milliseconds of each search, by one client after the other, the shortest first.
    static List<Double> oneByOne(Client client, List<String> questions) {
        return oneByOne(questions, question -> hits(client, question, "hybrid", LIMIT));
    }

    static List<Double> oneByOne(List<String> questions, Consumer<String> search) {
        return questions.stream()
                .map(question -> {
                    long began = System.nanoTime();
                    search.accept(question);
                    return (System.nanoTime() - began) / 1e6;
                })
                .sorted()
                .toList();
    }

    /// Asks until there is an answer: a user with very many memories in no cluster may get none within the time limit.
    static void untilAnswered(Client client, String question) {
        Eventually.holds(PATIENCE, () -> ask(client, question, "hybrid", LIMIT).status() == 200);
    }

    /// Searches a second, by some clients at once.
    static double throughput(Client client, int clients, List<String> questions)
            throws InterruptedException, ExecutionException {
        return throughput(clients, questions, question -> hits(client, question, "hybrid", LIMIT));
    }

    static double throughput(int clients, List<String> questions, Consumer<String> search)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(clients)) {
            List<Callable<Object>> calls = questions.stream()
                    .<Callable<Object>>map(question -> Executors.callable(() -> search.accept(question)))
                    .toList();
            long began = System.nanoTime();
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
            return questions.size() / ((System.nanoTime() - began) / 1e9);
        }
    }

    /// The ids of the ten memories that are nearest by meaning, in no order. The ranking has more parts than that.
    static Stream<String> nearest(Client client, String question) {
        return hits(client, question, "meaning", DEPTH)
                .sorted((one, other) -> Double.compare(meaning(other), meaning(one)))
                .limit(LIMIT)
                .map(hit -> hit.path("memory").path("id").asString());
    }

    private static double meaning(JsonNode hit) {
        return hit.path("scores").path("meaning").asDouble();
    }

    private static Stream<JsonNode> hits(Client client, String question, String mode, int limit) {
        Client.Answer answer = ask(client, question, mode, limit);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("data").valueStream();
    }

    private static Client.Answer ask(Client client, String question, String mode, int limit) {
        String body = Client.JSON
                .createObjectNode()
                .put("query", question)
                .put("mode", mode)
                .put("limit", limit)
                .toString();
        return client.post("/api/v1/memories/search", body);
    }
}
