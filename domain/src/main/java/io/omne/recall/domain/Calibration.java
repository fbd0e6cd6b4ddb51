package io.omne.recall.domain;

import io.omne.recall.ScoreParts;
import java.util.List;

/// Turns the sums of the parts into probabilities. What helps has a high sum, and stands out among the other
/// candidates: the sums of some questions are higher for all memories than those of others.
final class Calibration {

    /// Fitted by logistic regression (`docs/adr/0036-the-ranking.md`).
    private static final double INTERCEPT = -4.8;

    private static final double OF_SUM = 2.8;
    private static final double OF_DISTANCE = 8.7;

    /// How sharply the common level follows the highest sums.
    private static final double SHARPNESS = 10;

    private final double level;

    /// @param all the parts of all candidates
    Calibration(List<ScoreParts> all) {
        double highest = all.stream().mapToDouble(ScoreParts::total).max().orElse(0);
        double sum = all.stream()
                .mapToDouble(it -> Math.exp(SHARPNESS * (it.total() - highest)))
                .sum();
        this.level = highest + Math.log(Math.max(sum, 1)) / SHARPNESS;
    }

    /// The probability that a memory helps to answer; it grows with the sum of the parts.
    double probability(ScoreParts parts) {
        double sum = parts.total();
        return 1 / (1 + Math.exp(-(INTERCEPT + OF_SUM * sum + OF_DISTANCE * (sum - level))));
    }
}
