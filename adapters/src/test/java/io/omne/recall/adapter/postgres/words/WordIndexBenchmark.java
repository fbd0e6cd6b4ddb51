package io.omne.recall.adapter.postgres.words;

import io.omne.CpuTime;
import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import io.omne.recall.application.WordMatches;
import io.omne.recall.application.indexing.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// How long it takes to find memories by words, for users with more and more memories in one database. Not a test:
/// run it with `-Dtest=WordIndexBenchmark`, and the sizes in `OMNE_BENCH_SIZES`.
@ExtendWith(TestDatabase.Shared.class)
class WordIndexBenchmark {

    private static final int WORDS = 14;
    private static final int VOCABULARY = 60_000;
    private static final int BATCH = 1_000;
    private static final int QUERIES = 200;

    private final TestDatabase database;
    private final NamedParameterJdbcTemplate jdbc;
    private final PostgresWordIndex index;
    private final PostgresIndexedMemories memories;
    private final TransactionTemplate transaction;
    private final Random random = new Random(1);
    private final double[] weights = new double[VOCABULARY];

    WordIndexBenchmark(TestDatabase database) {
        this.database = database;
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        index = new PostgresWordIndex(database.connectionFactory());
        var transactions = new JdbcTransactionManager(database.dataSource());
        memories = new PostgresIndexedMemories(jdbc);
        transaction = new TransactionTemplate(transactions);
        double sum = 0;
        for (int i = 0; i < VOCABULARY; i++) {
            sum += 1 / (i + 10.0);
            weights[i] = sum;
        }
    }

    private String word() {
        int at = Arrays.binarySearch(weights, random.nextDouble() * weights[VOCABULARY - 1]);
        return "word" + (at < 0 ? -at - 1 : at);
    }

    private IndexEntry entry(UserId user) {
        var terms = new ArrayList<Term>();
        for (int i = 0; i < WORDS; i++) {
            String word = word();
            terms.add(new Term(word, word, i, Kind.WORD, 0, 1));
        }
        return new IndexEntry(
                new MemoryKey(user, new MemoryId(new UUID(random.nextLong(), random.nextLong()))),
                new UUID(1, random.nextInt(50)),
                Instant.now(),
                "Anna",
                terms,
                List.of(),
                Set.of());
    }

    /// Sessions of the server compile no statements either.
    @Test
    void measure() {
        jdbc.getJdbcTemplate()
                .execute("do $$ begin execute format('alter database %I set jit = off', current_database()); end $$");
        String sizes = Objects.requireNonNullElse(System.getenv("OMNE_BENCH_SIZES"), "1000,10000,100000");
        for (String size : sizes.split(",", -1)) {
            measure(Integer.parseInt(size));
        }
    }

    private void measure(int size) {
        var user = new UserId(UUID.randomUUID());
        long began = System.nanoTime();
        for (int left = size; left > 0; left -= BATCH) {
            var entries = new ArrayList<IndexEntry>();
            for (int i = 0; i < Math.min(left, BATCH); i++) {
                entries.add(entry(user));
            }
            transaction.executeWithoutResult(_ -> memories.save(entries, List.of(), Set.of()));
        }
        double filling = (System.nanoTime() - began) / 1e9;
        jdbc.getJdbcTemplate().execute("vacuum analyze indexed_memories, word_blocks, word_pages");
        int found = 0;
        long[] times = new long[QUERIES];
        CpuTime warm = CpuTime.now(database);
        for (int i = -QUERIES; i < QUERIES; i++) {
            ParsedQuery query = query(4, i % 20 == 7);
            long start = System.nanoTime();
            WordMatches matches = Objects.requireNonNull(
                    index.find(user, query, new Selection.Everything(), 50).block(Duration.ofSeconds(60)));
            if (i == -1) {
                warm = CpuTime.now(database);
            }
            if (i >= 0) {
                times[i] = System.nanoTime() - start;
                found += matches.best().size();
            }
        }
        CpuTime used = CpuTime.now(database).since(warm);
        Arrays.sort(times);
        System.out.printf(
                "%,d memories: filled in %.1f s (%.0f µs each), p50 %.1f ms, p95 %.1f ms, CPU %.1f + %.1f ms, %d found; %s%n",
                size,
                filling,
                filling * 1e6 / size,
                times[QUERIES / 2] / 1e6,
                times[QUERIES * 95 / 100] / 1e6,
                used.process() / 1e6 / QUERIES,
                used.postgres() / 1e6 / QUERIES,
                found / QUERIES,
                bytes());
    }

    private Map<String, @Nullable Object> bytes() {
        return jdbc.getJdbcTemplate().queryForMap("""
                select pg_total_relation_size('indexed_memories') as memories,
                    pg_relation_size('indexed_memories') as rows,
                    pg_total_relation_size('word_pages') as postings,
                    pg_total_relation_size('word_blocks') as blocks,
                    (select count(*) from indexed_memories) as count,
                    (select count(*) from word_pages) as pages""");
    }

    private ParsedQuery query(int words, boolean isMisspelt) {
        var terms = new ArrayList<QueryTerm>();
        for (int i = 0; i < words; i++) {
            String word = i == 0 && isMisspelt ? "unknownword" : word();
            terms.add(new QueryTerm(word, Set.of(word)));
        }
        return new ParsedQuery(terms, List.of(), List.of(), List.of());
    }
}
