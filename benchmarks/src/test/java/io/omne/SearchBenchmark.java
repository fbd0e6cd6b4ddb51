package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.adapter.djl.LocalModels;
import io.omne.embedding.application.EmbeddingModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a search costs users with a thousand memories and more, in one database beside thousands with few, and whether
/// it finds what is nearest. `./omne bench search` runs it; `-Domne.bench.memories` is how many memories the largest
/// user has. No question is asked twice before the last figure, so each is embedded.
class SearchBenchmark {

    private static final int LARGEST = Integer.getInteger("omne.bench.memories", 100_000);

    /// Searches of all users before anything is measured: it takes some thousands until all code is compiled.
    private static final int WARM = 6_000;

    private static final int WARM_AGAIN = 50;
    private static final int SEARCHES = 200;
    private static final int THROUGHPUT = 300;
    private static final int CLIENTS = 8;
    private static final int BUSY = 10_000;

    private static final double LEAST_RECALL = 0.95;

    /// Of the CPU time of plain vector search, up to so many memories.
    private static final double MOST_TIMES_PLAIN = 3;

    /// Memories of a user, and the bar for the median of a search, in milliseconds on two idle cores.
    private record Size(int memories, double bar) {}

    private static final List<Size> SIZES =
            List.of(new Size(1_000, 15), new Size(10_000, 35), new Size(100_000, 60), new Size(1_000_000, 120));

    private int asked;

    @Test
    void staysQuickForLargeUsers() throws Exception {
        Map<Size, Client> users = new LinkedHashMap<>();
        SIZES.stream().filter(size -> size.memories() <= LARGEST).forEach(size -> users.put(size, new Client("")));
        try (TestDatabase database = TestDatabase.create();
                EmbeddingModel model = LocalModels.open()) {
            var texts = new CrossedTexts(RecallSet.given(), model);
            Map<UUID, Integer> memories = new LinkedHashMap<>();
            users.forEach((size, client) -> memories.put(client.user(), size.memories()));
            var seed = new SearchSeed(database, memories, texts);
            try (ServerProcess server = ServerProcess.start(database.url(), TestRedis.shared(), Map.of());
                    var exact = new PlainVectorSearch(database, model)) {
                users.replaceAll((_, client) -> client.at(server.url()));
                seed.replay(Client.administrator(server.url()));
                users.values().forEach(client -> SearchLoad.untilAnswered(client, texts.question(asked++)));
                seed.awaitClusters();
                int warm = WARM / users.size();
                users.values().forEach(client -> SearchLoad.oneByOne(client, questions(texts, warm)));
                Map<Size, SearchFigures> figures = new LinkedHashMap<>();
                for (var user : users.entrySet()) {
                    Client client = user.getValue();
                    List<String> again = questions(texts, WARM_AGAIN);
                    List<String> questions = questions(texts, SEARCHES);
                    var measured = SearchFigures.measure(database, server, exact, client, again, questions);
                    measured.print(user.getKey().memories(), user.getKey().bar());
                    figures.put(user.getKey(), measured);
                    if (user.getKey().memories() == BUSY) {
                        throughput(client, texts);
                    }
                }
                figures.forEach(SearchBenchmark::check);
            }
        }
    }

    private void throughput(Client client, CrossedTexts texts) throws Exception {
        double searches = SearchLoad.throughput(client, CLIENTS, questions(texts, THROUGHPUT));
        System.out.printf(
                Locale.ROOT,
                "[bench] %,d memories: %.1f searches a second by %d clients (bar on two idle cores: 30)%n",
                BUSY,
                searches,
                CLIENTS);
    }

    private List<String> questions(CrossedTexts texts, int count) {
        int from = asked;
        asked += count;
        return IntStream.range(from, asked).mapToObj(texts::question).toList();
    }

    private static void check(Size size, SearchFigures figures) {
        assertThat(figures.recall())
                .as("recall of the first ten by meaning for %,d memories", size.memories())
                .isGreaterThanOrEqualTo(LEAST_RECALL);
        if (size.memories() <= BUSY) {
            assertThat(figures.timesPlain())
                    .as("CPU time of a search against plain vector search for %,d memories", size.memories())
                    .isLessThanOrEqualTo(MOST_TIMES_PLAIN);
        }
    }
}
