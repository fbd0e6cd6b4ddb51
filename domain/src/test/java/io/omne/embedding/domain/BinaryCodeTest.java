package io.omne.embedding.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omne.embedding.Vector;
import java.util.Random;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, 17, 384, 1_531})
    void addsTheComponentsOfTheQuestionWhereTheVectorIsPositive(int dimension) {
        for (int i = 0; i < 20; i++) {
            Vector vector = any(dimension);
            Vector question = any(dimension);
            byte[] code = BinaryCode.of(vector);
            assertThat(code).hasSize(BinaryCode.bytes(dimension));
            var padded = new byte[code.length + 5];
            System.arraycopy(code, 0, padded, 3, code.length);

            double sum = 0;
            for (int component = 0; component < dimension; component++) {
                sum += vector.components()[component] > 0 ? question.components()[component] : 0;
            }

            assertThat(BinaryCode.comparedWith(question).score(padded, 3)).isCloseTo((float) sum, within(1e-4f));
        }
    }
}
