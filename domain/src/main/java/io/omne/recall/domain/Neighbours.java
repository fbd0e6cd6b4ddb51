package io.omne.recall.domain;

import java.time.Duration;
import java.util.List;

/// Which candidates stand near each other in a conversation. What one message says is often about another one
/// nearby: an answer has words that its question lacks.
final class Neighbours {

    /// How much a hit counts for a message at this distance, before or after it.
    private static final double[] SHARES = {1, 0.6, 0.4, 0.2};

    /// A longer pause begins another subject.
    private static final Duration PAUSE = Duration.ofHours(8);

    private final int[] runs;

    /// @param candidates conversation by conversation, in the order of their times
    Neighbours(List<Candidate> candidates) {
        this.runs = new int[candidates.size()];
        for (int i = 1; i < runs.length; i++) {
            boolean same =
                    follows(candidates.get(i - 1).memory(), candidates.get(i).memory());
            runs[i] = same ? runs[i - 1] : runs[i - 1] + 1;
        }
    }

    private static boolean follows(IndexedMemory before, IndexedMemory it) {
        return it.conversation() != null
                && it.conversation().equals(before.conversation())
                && Duration.between(before.at(), it.at()).compareTo(PAUSE) <= 0;
    }

    /// Whether the candidate before this one is the message before it.
    boolean hasPrevious(int candidate) {
        return candidate > 0 && runs[candidate - 1] == runs[candidate];
    }

    /// Adds to each sum the best of the values around it, each by the share of its distance.
    void addBest(double[] values, double weight, double[] sums) {
        for (int i = 0; i < values.length; i++) {
            double best = values[i];
            for (int distance = 1; distance < SHARES.length; distance++) {
                best = Math.max(best, SHARES[distance] * Math.max(at(values, i, -distance), at(values, i, distance)));
            }
            sums[i] += weight * best;
        }
    }

    private double at(double[] values, int candidate, int distance) {
        int other = candidate + distance;
        return other >= 0 && other < values.length && runs[other] == runs[candidate] ? values[other] : 0;
    }
}
