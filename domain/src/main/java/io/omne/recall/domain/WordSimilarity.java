package io.omne.recall.domain;

import java.util.List;

/// How much of a question's words the candidates have. Each word takes its best hit in the neighbourhood.
final class WordSimilarity {

    private WordSimilarity() {}

    /// A value from 0 to about 1 for each candidate. A word that no memory has counts as the rarest, so that a
    /// question of which little is known gives low values.
    static double[] of(WordStatistics statistics, List<Candidate> candidates, Neighbours neighbours) {
        double[] sums = new double[candidates.size()];
        double total = 0;
        for (int term = 0; term < statistics.documentFrequencies().size(); term++) {
            double idf = statistics.idf(term);
            neighbours.addBest(hits(term, statistics, candidates), idf, sums);
            total += idf;
        }
        for (int i = 0; i < sums.length && total > 0; i++) {
            sums[i] /= total;
        }
        return sums;
    }

    private static double[] hits(int term, WordStatistics statistics, List<Candidate> candidates) {
        double[] hits = new double[candidates.size()];
        for (int i = 0; i < hits.length; i++) {
            IndexedMemory memory = candidates.get(i).memory();
            hits[i] = statistics.saturation(memory.frequencies()[term], memory.length());
        }
        return hits;
    }
}
