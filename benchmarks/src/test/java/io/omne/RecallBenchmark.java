package io.omne;

import io.omne.RecallSet.Query;
import io.omne.embedding.adapter.djl.LocalModels;
import io.omne.embedding.application.EmbeddingModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgIndexType;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// How much of the evidence for questions a search finds, with what each part of the ranking is worth, and beside it
/// plain ways of searching and stores of other projects on the same data. `./omne bench recall FILE…` runs it.
class RecallBenchmark {

    private static final int LIMIT = 20;
    private static final String TOTAL = "total";

    /// What is found must not depend on how busy the machine is.
    private static final Map<String, String> PATIENT = Map.of("OMNE_SEARCH_TIME_LIMIT", "15s");

    @Test
    void findsTheEvidence() {
        try (EmbeddingModel model = LocalModels.open()) {
            for (RecallSet set : RecallSet.given()) {
                System.out.printf(
                        "[bench] %s: %d memories, %d questions%n",
                        set.name(), count(set.memories()), count(set.queries()));
                measure(set);
                compare(set, model);
            }
        }
    }

    private static int count(Map<String, ? extends List<?>> each) {
        return each.values().stream().mapToInt(List::size).sum();
    }

    private static void measure(RecallSet set) {
        try (TestDatabase database = TestDatabase.create();
                ServerProcess server = ServerProcess.start(database.url(), TestRedis.shared(), PATIENT)) {
            var run = new RecallRun(set, server.url());
            run.queries().forEach(query -> run.search(query, "hybrid", LIMIT, false)); // warms up
            for (String mode : List.of("words", "meaning", "hybrid")) {
                TimedQueries.ask(
                                "omne, " + mode,
                                run.queries(),
                                query -> run.found(run.search(query, mode, LIMIT, false)),
                                () -> CpuTime.now(database, server.pid()))
                        .print();
            }
            leaveOut(run);
        }
    }

    /// What other ways of searching find, with the same vectors.
    private static void compare(RecallSet set, EmbeddingModel model) {
        Map<String, List<EmbeddedMemory>> memories = new TreeMap<>();
        set.memories()
                .forEach((user, texts) -> memories.put(
                        user,
                        texts.parallelStream()
                                .map(memory -> EmbeddedMemory.of(memory, model))
                                .toList()));
        try (TestDatabase database = TestDatabase.create()) {
            new PlainSearches(database, model).run(set, memories);
            for (OtherStore store : List.of(
                    new LangChain4jStore(database.dataSource(), model),
                    new SpringAiStore(database.dataSource(), model, PgIndexType.HNSW),
                    new SpringAiStore(database.dataSource(), model, PgIndexType.NONE))) {
                memories.values().forEach(store::add);
                new JdbcTemplate(database.dataSource()).execute("vacuum analyze");
                set.all().forEach(store::search); // warms up
                TimedQueries.ask(store.name(), set.all(), store::search, () -> CpuTime.now(database))
                        .print();
            }
        }
    }

    /// Ranks the first hundred hits again by the sum of all parts but one.
    private static void leaveOut(RecallRun run) {
        Map<String, RecallFigures> without = new TreeMap<>();
        for (Query query : run.queries()) {
            List<JsonNode> hits = run.search(query, "hybrid", 100, true);
            List<String> found = run.found(hits);
            List<String> parts = hits.stream()
                    .limit(1)
                    .flatMap(hit -> hit.path("explain").propertyNames().stream())
                    .filter(part -> !part.equals(TOTAL))
                    .toList();
            for (String part : parts) {
                List<String> again = IntStream.range(0, hits.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -rest(hits.get(i), part)))
                        .map(found::get)
                        .toList();
                without.computeIfAbsent(part, _ -> new RecallFigures("omne without " + part))
                        .add(query, again);
            }
        }
        without.values().forEach(RecallFigures::printAll);
    }

    private static double rest(JsonNode hit, String part) {
        JsonNode explanation = hit.path("explain");
        return explanation.path(TOTAL).asDouble() - explanation.path(part).asDouble();
    }
}
