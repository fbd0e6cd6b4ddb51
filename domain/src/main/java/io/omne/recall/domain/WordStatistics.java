package io.omne.recall.domain;

import java.util.List;

/// How common the words of a question are among the memories that are searched.
///
/// @param memories how many are searched
/// @param averageLength how many terms these have on average
/// @param documentFrequencies how many of these have each term of the question, in the order of the terms
public record WordStatistics(long memories, double averageLength, List<Long> documentFrequencies) {

    public WordStatistics {
        documentFrequencies = List.copyOf(documentFrequencies);
    }

    /// The weight of a term: a rare one tells more than a common one. A term that no memory has is the rarest.
    double idf(int term) {
        long frequency = Math.min(documentFrequencies.get(term), memories);
        return Math.log(1 + (memories - frequency + 0.5) / (frequency + 0.5));
    }

    /// How much of a term's weight a memory gets for having it so often (BM25 with k1 = 1.2 and b = 0.75).
    double saturation(int frequency, int length) {
        double relative = averageLength > 0 ? length / averageLength : 1;
        return 2.2 * frequency / (frequency + 1.2 * (0.25 + 0.75 * relative));
    }
}
