package io.omne.recall.adapter.postgres.words;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scores memories by BM25.
final class Bm25 {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /// What a word counts that stands for a misspelt one.
    private static final double MISSPELT = 0.5;

    private static final Comparator<Scored> WORST_FIRST =
            Comparator.comparingDouble(Scored::score).thenComparingLong(Scored::number);

    private Bm25() {}

    /// A memory with its score.
    ///
    /// @param memory null if only its number is known
    record Scored(double score, long number, @Nullable IndexedRow memory) {}

    /// A term of the query in all groups.
    ///
    /// @param hits in the order of the groups
    record TermHits(List<Hits> hits, boolean isMisspelt) {

        long memories() {
            return hits.stream().mapToLong(Hits::size).sum();
        }
    }

    /// The forms that a memory must have, and those that it may not have.
    record Conditions(Set<String> required, Set<String> excluded) {

        /// What has all required forms is found, also if it has no term of the query.
        private void apply(Group group, BitSet found) {
            required.stream().findFirst().ifPresent(form -> found.or(offsets(group, form)));
            required.forEach(form -> found.and(offsets(group, form)));
            excluded.forEach(form -> found.andNot(offsets(group, form)));
        }

        private static BitSet offsets(Group group, String form) {
            Hits hits = group.hits(Set.of(form));
            var offsets = new BitSet(group.size());
            for (int i = 0; i < hits.size(); i++) {
                offsets.set(hits.offset(i));
            }
            return offsets;
        }
    }

    /// @param limit the most memories to return
    /// @return best first; of equal ones, the latest first
    static List<Scored> best(Groups groups, List<TermHits> terms, Conditions conditions, int limit) {
        var best = new PriorityQueue<Scored>(WORST_FIRST);
        for (int i = 0; i < groups.groups().size(); i++) {
            add(groups, i, terms, conditions, limit, best);
        }
        var sorted = new ArrayList<>(best);
        sorted.sort(WORST_FIRST.reversed());
        return sorted;
    }

    private static void add(
            Groups groups,
            int index,
            List<TermHits> terms,
            Conditions conditions,
            int limit,
            PriorityQueue<Scored> best) {
        Group group = groups.groups().get(index);
        double[] scores = new double[group.size()];
        var found = new BitSet(group.size());
        for (TermHits term : terms) {
            double idf = idf(groups.memories(), term.memories()) * (term.isMisspelt() ? MISSPELT : 1);
            Hits hits = term.hits().get(index);
            for (int i = 0; i < hits.size(); i++) {
                found.set(hits.offset(i));
                scores[hits.offset(i)] += idf * saturation(hits.frequency(i), groups.relativeLength(hits.length(i)));
            }
        }
        conditions.apply(group, found);
        for (int offset = found.nextSetBit(0); offset >= 0; offset = found.nextSetBit(offset + 1)) {
            if (best.size() < limit || best.element().score() <= scores[offset]) {
                best.add(new Scored(scores[offset], group.number(offset), group.memory(offset)));
                if (best.size() > limit) {
                    best.remove();
                }
            }
        }
    }

    private static double idf(long memories, long having) {
        return Math.log(1 + (memories - having + 0.5) / (having + 0.5));
    }

    private static double saturation(int frequency, double relativeLength) {
        return (K1 + 1) * frequency / (frequency + K1 * (1 - B + B * relativeLength));
    }
}
