package io.omne;

import io.omne.EmbeddedMemory.Passage;
import io.omne.RecallSet.Query;
import io.omne.embedding.Vector;
import io.omne.embedding.application.EmbeddingModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a search is compared with, on the same memories: vectors alone, BM25 alone, both fused by rank, and
/// PostgreSQL's `ts_rank`, each in its usual form.
final class PlainSearches {

    private static final int RRF = 60;
    private static final int DEPTH = 100;
    private static final String LEXEMES =
            "select lexeme, cardinality(positions) from unnest(to_tsvector('english', ?))";

    private final JdbcTemplate sql;
    private final EmbeddingModel model;

    PlainSearches(TestDatabase database, EmbeddingModel model) {
        this.sql = new JdbcTemplate(database.dataSource());
        this.model = model;
    }

    /// A memory as these searches know it.
    private record Text(String id, String text, Map<String, Integer> lexemes, int length, List<Vector> vectors) {}

    /// @param memories those of each user
    void run(RecallSet set, Map<String, List<EmbeddedMemory>> memories) {
        var vectors = new RecallFigures("vectors alone");
        var bm25 = new RecallFigures("BM25 alone");
        var fused = new RecallFigures("RRF of both");
        var rank = new RecallFigures("ts_rank, OR");
        memories.forEach((user, embedded) -> {
            List<Text> texts = embedded.stream().map(this::text).toList();
            for (Query query : set.queries().getOrDefault(user, List.of())) {
                List<String> byVectors = byVectors(query, texts);
                List<String> byWords = byWords(query, texts);
                vectors.add(query, byVectors);
                bm25.add(query, byWords);
                fused.add(query, fused(List.of(byVectors, byWords)));
                rank.add(query, byRank(query, texts));
            }
        });
        List.of(vectors, bm25, fused, rank).forEach(RecallFigures::print);
    }

    private Text text(EmbeddedMemory memory) {
        Map<String, Integer> lexemes = lexemes(memory.text());
        return new Text(
                memory.memory().id(),
                memory.text(),
                lexemes,
                lexemes.values().stream().mapToInt(Integer::intValue).sum(),
                memory.passages().stream().map(Passage::vector).toList());
    }

    private Map<String, Integer> lexemes(String text) {
        Map<String, Integer> lexemes = new HashMap<>();
        sql.query(
                LEXEMES,
                row -> {
                    lexemes.put(row.getString(1), row.getInt(2));
                },
                text);
        return lexemes;
    }

    private List<String> byVectors(Query query, List<Text> texts) {
        float[] asked = model.embed(List.of(query.text())).getFirst().components();
        return best(
                texts,
                text -> text.vectors().stream()
                        .mapToDouble(it -> cosine(asked, it.components()))
                        .max()
                        .orElse(-1));
    }

    private static double cosine(float[] one, float[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] * other[i])
                .sum();
    }

    private List<String> byWords(Query query, List<Text> texts) {
        double average = texts.stream().mapToInt(Text::length).average().orElse(1);
        Map<String, Double> weights = new HashMap<>();
        for (String lexeme : lexemes(query.text()).keySet()) {
            long frequency = texts.stream()
                    .filter(it -> it.lexemes().containsKey(lexeme))
                    .count();
            weights.put(lexeme, Math.log(1 + (texts.size() - frequency + 0.5) / (frequency + 0.5)));
        }
        return best(
                texts,
                text -> weights.entrySet().stream()
                        .mapToDouble(it -> {
                            int count = text.lexemes().getOrDefault(it.getKey(), 0);
                            return it.getValue()
                                    * 2.2
                                    * count
                                    / (count + 1.2 * (0.25 + 0.75 * text.length() / average));
                        })
                        .sum());
    }

    private List<String> byRank(Query query, List<Text> texts) {
        Map<String, Double> ranks = new HashMap<>();
        for (Text text : texts) {
            ranks.put(text.id(), rank(query, text));
        }
        return best(texts, text -> ranks.getOrDefault(text.id(), 0.0));
    }

    private double rank(Query query, Text text) {
        Double rank = sql.queryForObject(
                "select ts_rank(to_tsvector('english', ?), replace(plainto_tsquery('english', ?)::text, '&', '|')::tsquery)",
                Double.class,
                text.text(),
                query.text());
        return rank == null ? 0 : rank;
    }

    private static List<String> fused(List<List<String>> lists) {
        Map<String, Double> scores = new HashMap<>();
        for (List<String> list : lists) {
            for (int i = 0; i < list.size(); i++) {
                scores.merge(list.get(i), 1.0 / (RRF + i + 1), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> best(List<Text> texts, ToDoubleFunction<Text> score) {
        Map<String, Double> scores = new HashMap<>();
        texts.forEach(text -> scores.put(text.id(), score.applyAsDouble(text)));
        return texts.stream()
                .sorted(Comparator.<Text>comparingDouble(text -> scores.getOrDefault(text.id(), 0.0))
                        .reversed())
                .limit(DEPTH)
                .map(Text::id)
                .toList();
    }
}
