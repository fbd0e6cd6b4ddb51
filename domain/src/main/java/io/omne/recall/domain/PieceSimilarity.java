package io.omne.recall.domain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How near the candidates' word pieces come to those of a question. Each piece of the question takes its nearest
/// piece in the neighbourhood.
final class PieceSimilarity {

    /// Two pieces with a smaller cosine have nothing to do with each other.
    private static final float LEAST = 0.2f;

    private static final double STOP_WORD = 0.3;

    /// Before it, the vocabulary has single characters, and places that are not used.
    private static final int FIRST_WORD = 1_990;

    /// How much work a question may be, in about nanoseconds: a fifth of a second.
    private static final long MOST_WORK = 200_000_000;

    private final PieceTable table;
    private final DistinctPieces distinct;

    PieceSimilarity(PieceTable table, List<Candidate> candidates) {
        this.table = table;
        this.distinct = new DistinctPieces(table, candidates);
    }

    /// A value from 0 to 1 for each candidate. Of a question that is long for so much text, the pieces with the
    /// most weight count: nothing interrupts the comparison.
    double[] of(List<QuestionPiece> question, Neighbours neighbours) {
        double[] sums = new double[distinct.candidates()];
        double total = 0;
        for (Map.Entry<QuestionPiece, Double> it : heaviest(question)) {
            double weight = it.getValue();
            neighbours.addBest(distinct.best(nearness(it.getKey().id())), weight, sums);
            total += weight;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = total > 0 ? Math.sqrt(sums[i] / total) : 0;
        }
        return sums;
    }

    /// Each piece once, with the sum of its weights: as many as may be compared, the heaviest first.
    private List<Map.Entry<QuestionPiece, Double>> heaviest(List<QuestionPiece> question) {
        Map<QuestionPiece, Double> weights = new LinkedHashMap<>();
        question.forEach(it -> weights.merge(it, weight(it), Double::sum));
        return weights.entrySet().stream()
                .sorted(Map.Entry.<QuestionPiece, Double>comparingByValue().reversed())
                .limit(1 + MOST_WORK / Math.max(1, distinct.work()))
                .toList();
    }

    /// How near each distinct piece is, from 0 for unrelated ones to 1.
    private float[] nearness(short piece) {
        float[] nearness = new float[distinct.size()];
        Arrays.fill(nearness, -LEAST);
        for (int component = 0; component < PieceTable.DIMENSION; component++) {
            distinct.addProducts(component, table.component(piece, component), nearness);
        }
        for (int i = 0; i < nearness.length; i++) {
            nearness[i] = Math.max(0, nearness[i] / (1 - LEAST));
        }
        return nearness;
    }

    /// The vocabulary is sorted by how common its pieces are. So the logarithm of an id stands for what a count of
    /// the memories that have the piece would tell.
    private static double weight(QuestionPiece piece) {
        double rarity = Math.log(Math.max(2, piece.id() - FIRST_WORD));
        return piece.stopWord() ? STOP_WORD * rarity : rarity;
    }
}
