package io.omne.recall.domain;

import java.util.Arrays;
import java.util.List;

/// The distinct word pieces of all candidates, and which candidate has which. Their vectors lie component by
/// component, so that the compiler can multiply several pieces at once.
final class DistinctPieces {

    private final int[][] placesOfCandidates;
    private final float[][] components;
    private final int size;

    DistinctPieces(PieceTable table, List<Candidate> candidates) {
        int[] places = new int[table.size()];
        Arrays.fill(places, -1);
        short[] found = new short[table.size()];
        int count = 0;
        this.placesOfCandidates = new int[candidates.size()][];
        for (int i = 0; i < candidates.size(); i++) {
            short[] pieces = candidates.get(i).memory().pieces();
            int[] own = new int[pieces.length];
            for (int j = 0; j < pieces.length; j++) {
                if (places[pieces[j]] < 0) {
                    places[pieces[j]] = count;
                    found[count++] = pieces[j];
                }
                own[j] = places[pieces[j]];
            }
            placesOfCandidates[i] = own;
        }
        this.size = count;
        this.components = new float[PieceTable.DIMENSION][count];
        for (int place = 0; place < count; place++) {
            for (int component = 0; component < PieceTable.DIMENSION; component++) {
                components[component][place] = table.component(found[place], component);
            }
        }
    }

    int size() {
        return size;
    }

    /// About how many nanoseconds it takes to compare one more piece with all: its vector with that of each piece,
    /// eight components at once, and then a look at what each candidate has.
    long work() {
        long had = Arrays.stream(placesOfCandidates).mapToLong(it -> it.length).sum();
        return (long) size * PieceTable.DIMENSION / 8 + 2 * had + 10L * candidates();
    }

    int candidates() {
        return placesOfCandidates.length;
    }

    /// Adds the product of one component of a vector with that component of each piece.
    void addProducts(int component, float factor, float[] sums) {
        float[] values = components[component];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * values[i];
        }
    }

    /// The greatest of the values of each candidate's pieces; 0 if it has none.
    double[] best(float[] values) {
        double[] best = new double[placesOfCandidates.length];
        for (int i = 0; i < best.length; i++) {
            float greatest = 0;
            for (int place : placesOfCandidates[i]) {
                greatest = Math.max(greatest, values[place]);
            }
            best[i] = greatest;
        }
        return best;
    }
}
