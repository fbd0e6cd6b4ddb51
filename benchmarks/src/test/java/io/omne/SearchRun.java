package io.omne;

import io.omne.RecallSet.Query;
import io.omne.embedding.adapter.djl.LocalModels;
import io.omne.embedding.application.EmbeddingModel;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/// Searches of users with many memories in one database, beside thousands of users with few. No question is asked
/// twice before the last figure, so each is embedded.
final class SearchRun implements AutoCloseable {

    /// Searches of all users before anything is measured: it takes some thousands until all code is compiled.
    private static final int WARM = 6_000;

    private static final int WARM_AGAIN = 50;
    private static final int SEARCHES = 200;
    private static final int THROUGHPUT = 300;
    private static final int CLIENTS = 8;

    /// All memories in another store are of this user.
    private static final String USER = "user";

    /// @param median milliseconds of a search
    /// @param cpu milliseconds of a search, in this process and in PostgreSQL
    /// @param perSecond searches by eight clients
    record PeerFigures(double median, double cpu, double perSecond) {}

    private final Map<Integer, Client> users = new LinkedHashMap<>();
    private final TestDatabase database = TestDatabase.create();
    private final EmbeddingModel model = LocalModels.open();
    private final CrossedTexts texts = new CrossedTexts(RecallSet.given(), model);
    private final ServerProcess server;
    private final PlainVectorSearch exact;
    private int asked;

    /// @param sizes how many memories each of the users has
    SearchRun(List<Integer> sizes) throws SQLException {
        sizes.forEach(size -> users.put(size, new Client("")));
        Map<UUID, Integer> memories = new LinkedHashMap<>();
        users.forEach((size, client) -> memories.put(client.user(), size));
        var seed = new SearchSeed(database, memories, texts);
        server = ServerProcess.start(database.url(), TestRedis.shared(), Map.of());
        exact = new PlainVectorSearch(database, model);
        users.replaceAll((_, client) -> client.at(server.url()));
        seed.replay(Client.administrator(server.url()));
        users.values()
                .forEach(client -> SearchLoad.untilAnswered(client, questions(1).getFirst()));
        seed.awaitClusters();
        int warm = WARM / users.size();
        users.values().forEach(client -> SearchLoad.oneByOne(client, questions(warm)));
    }

    /// @param size of the user who searches
    SearchFigures measure(int size) throws SQLException {
        return SearchFigures.measure(database, server, exact, user(size), questions(WARM_AGAIN), questions(SEARCHES));
    }

    /// Searches a second by eight clients.
    double throughput(int size) throws Exception {
        return SearchLoad.throughput(user(size), CLIENTS, questions(THROUGHPUT));
    }

    private Client user(int size) {
        return Objects.requireNonNull(users.get(size));
    }

    private List<String> questions(int count) {
        int from = asked;
        asked += count;
        return IntStream.range(from, asked).mapToObj(texts::question).toList();
    }

    /// The figures of another store that has memories of the same kind, all of one user.
    PeerFigures measure(OtherStore store, TestDatabase of, int size) throws Exception {
        for (int i = 0; i < size; i++) {
            store.add(List.of(texts.memory().of(USER, Integer.toString(i))));
        }
        new JdbcTemplate(of.dataSource()).execute("vacuum analyze");
        Consumer<String> search = question -> store.search(new Query(USER, "", question, null, List.of()));
        SearchLoad.oneByOne(questions(SEARCHES), search);
        CpuTime began = CpuTime.now(of);
        List<Double> times = SearchLoad.oneByOne(questions(SEARCHES), search);
        SearchFigures.Cpu cpu = SearchFigures.Cpu.each(CpuTime.now(of).since(began), SEARCHES);
        double perSecond = SearchLoad.throughput(CLIENTS, questions(THROUGHPUT), search);
        return new PeerFigures(times.get(SEARCHES / 2), cpu.sum(), perSecond);
    }

    EmbeddingModel model() {
        return model;
    }

    @Override
    public void close() throws SQLException {
        exact.close();
        server.close();
        model.close();
        database.close();
    }
}
