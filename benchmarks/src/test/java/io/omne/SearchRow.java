package io.omne;

import io.omne.SearchRun.PeerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgIndexType;

/// Searches of a user with ten thousand memories, beside plain vector search and the stores of other projects, which
/// search in this process. Omne has 2,000 more users.
final class SearchRow implements OtherRow {

    private static final int MEMORIES = 10_000;

    /// Of the CPU time of plain vector search.
    private static final double MOST_TIMES_PLAIN = 3;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<Figure> measure() throws Exception {
        var figures = new ArrayList<Figure>();
        try (var run = new SearchRun(List.of(MEMORIES))) {
            SearchFigures omne = run.measure(MEMORIES);
            double perSecond = run.throughput(MEMORIES);
            figures.add(Figure.of(
                            name(),
                            "ms of CPU of a search",
                            omne.cpu().sum(),
                            "plain vector search",
                            omne.plain().sum())
                    .atMost(MOST_TIMES_PLAIN));
            List<Function<TestDatabase, OtherStore>> stores = List.of(
                    on -> new LangChain4jStore(on.dataSource(), run.model()),
                    on -> new SpringAiStore(on.dataSource(), run.model(), PgIndexType.NONE),
                    on -> new SpringAiStore(on.dataSource(), run.model(), PgIndexType.HNSW));
            for (Function<TestDatabase, OtherStore> each : stores) {
                try (TestDatabase database = TestDatabase.create()) {
                    OtherStore store = each.apply(database);
                    PeerFigures other = run.measure(store, database, MEMORIES);
                    String name = store.name();
                    figures.add(Figure.of(name(), "p50 of a search, ms", omne.median(), name, other.median()));
                    figures.add(Figure.of(
                            name(), "ms of CPU of a search", omne.cpu().sum(), name, other.cpu()));
                    figures.add(
                            Figure.of(name(), "searches a second by 8 clients", perSecond, name, other.perSecond()));
                }
            }
        }
        return figures;
    }
}
