package io.omne.embedding.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omne.embedding.Vector;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryCodeTest {

    private final Random random = new Random(7);

    private Vector any(int dimension) {
        var components = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Vector.towards(components);
    }

    private static byte[] padded(byte[] code) {
        var padded = new byte[code.length + 5];
        System.arraycopy(code, 0, padded, 3, code.length);
        return padded;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private static float[] difference(Vector vector, Vector centre) {
        float[] difference = vector.components();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= centre.components()[i];
        }
        return difference;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, 17, 384, 1_531})
    void addsTheComponentsOfTheQuestionByTheSignsOfTheDifference(int dimension) {
        for (int i = 0; i < 20; i++) {
            Vector vector = any(dimension);
            Vector centre = any(dimension);
            Vector question = any(dimension);
            byte[] code = BinaryCode.of(vector, centre);
            assertThat(code).hasSize(BinaryCode.bytes(dimension));

            float[] difference = difference(vector, centre);
            double signed = 0;
            double sum = 0;
            for (int component = 0; component < dimension; component++) {
                signed += (difference[component] > 0 ? 1 : -1) * question.components()[component];
                sum += Math.abs(difference[component]);
            }
            double factor = sum == 0 ? 0 : product(difference, difference) / sum;

            assertThat(BinaryCode.comparedWith(question).score(padded(code), 3, 0.25f))
                    .isCloseTo((float) (0.25 + factor * signed), within(2e-3f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 384, 1_531})
    void isExactForTheDifferenceItself(int dimension) {
        for (int i = 0; i < 20; i++) {
            Vector vector = any(dimension);
            Vector centre = any(dimension);
            Vector question = Vector.towards(difference(vector, centre));
            float withCentre = (float) product(question.components(), centre.components());

            assertThat(BinaryCode.comparedWith(question).score(padded(BinaryCode.of(vector, centre)), 3, withCentre))
                    .isCloseTo((float) product(question.components(), vector.components()), within(2e-3f));
        }
    }

    /// A thousand vectors around a centre, of which the hundred with the greatest scores are taken.
    @Test
    void findsTheNearestAmongFew() {
        Vector centre = any(384);
        List<Vector> vectors =
                IntStream.range(0, 1_000).mapToObj(_ -> around(centre)).toList();
        int found = 0;
        for (int i = 0; i < 20; i++) {
            Vector question = around(centre);
            float withCentre = (float) product(question.components(), centre.components());
            BinaryCode compared = BinaryCode.comparedWith(question);
            List<Vector> best = vectors.stream()
                    .sorted(Comparator.comparingDouble(
                                    (Vector vector) -> compared.score(BinaryCode.of(vector, centre), 0, withCentre))
                            .reversed())
                    .limit(100)
                    .toList();
            Vector nearest = Collections.max(
                    vectors, Comparator.comparingDouble(vector -> product(vector.components(), question.components())));
            found += best.contains(nearest) ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(19);
    }

    private Vector around(Vector centre) {
        float[] components = any(centre.dimension()).components();
        for (int i = 0; i < components.length; i++) {
            components[i] += centre.components()[i];
        }
        return Vector.towards(components);
    }
}
