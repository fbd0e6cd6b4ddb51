package io.omne;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How much of the evidence one way of searching found, over many questions.
final class RecallFigures {

    private static final int[] DEPTHS = {5, 10, 20};

    private final String name;
    private final Map<String, List<double[]>> categories = new TreeMap<>();

    RecallFigures(String name) {
        this.name = name;
    }

    /// @param found ids, best first
    void add(RecallSet.Query query, List<String> found) {
        double[] figures = new double[DEPTHS.length + 1];
        for (int i = 0; i < DEPTHS.length; i++) {
            List<String> first = found.subList(0, Math.min(DEPTHS[i], found.size()));
            figures[i] =
                    (double) query.relevant().stream().filter(first::contains).count()
                            / query.relevant().size();
        }
        for (int rank = found.size(); rank > 0; rank--) {
            if (query.relevant().contains(found.get(rank - 1))) {
                figures[DEPTHS.length] = 1.0 / rank;
            }
        }
        categories.computeIfAbsent(query.category(), _ -> new ArrayList<>()).add(figures);
    }

    /// The mean share of a question's evidence among the first ten.
    double recallAt10() {
        return mean(all(), 1);
    }

    double meanReciprocalRank() {
        return mean(all(), DEPTHS.length);
    }

    private List<double[]> all() {
        return categories.values().stream().flatMap(List::stream).toList();
    }

    private static double mean(List<double[]> figures, int column) {
        return figures.stream().mapToDouble(it -> it[column]).average().orElse(0);
    }

    void print() {
        print("all", all());
        categories.forEach(this::print);
    }

    void printAll() {
        print("all", all());
    }

    private void print(String category, List<double[]> figures) {
        System.out.printf(
                Locale.ROOT,
                "[bench] %-28s category %-4s %4d questions  recall@5 %.3f  @10 %.3f  @20 %.3f  MRR %.3f%n",
                name,
                category,
                figures.size(),
                mean(figures, 0),
                mean(figures, 1),
                mean(figures, 2),
                mean(figures, 3));
    }
}
