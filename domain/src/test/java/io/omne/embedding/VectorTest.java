package io.omne.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorTest {

    @Test
    void hasLengthOneInTheGivenDirection() {
        assertThat(Vector.towards(new float[] {3, 0, -4}).components()).containsExactly(0.6f, 0, -0.8f);
    }

    @Test
    void scalesTheSmallestAndTheLargest() {
        for (float component : List.of(Float.MIN_VALUE, 1e-30f, 1e30f, Float.MAX_VALUE)) {
            Vector vector = Vector.towards(new float[] {component, component});
            assertThat(vector.components()[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
        }
    }

    @Test
    void rejectsWhatHasNoDirection() {
        for (float[] none : List.of(
                new float[0],
                new float[] {0, -0f},
                new float[] {1, Float.NaN},
                new float[] {Float.POSITIVE_INFINITY, 1},
                new float[] {1, Float.NEGATIVE_INFINITY})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Vector.towards(none))
                    .withMessageContaining(none.length + " components");
        }
    }

    @Test
    void isTheDirectionOfAMean() {
        Vector one = Vector.towards(new float[] {1, 0});
        assertThat(Vector.mean(List.of(one))).isSameAs(one);
        assertThat(Vector.mean(List.of(one, Vector.towards(new float[] {0, 5}))))
                .isEqualTo(Vector.towards(new float[] {1, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.mean(List.of()));
    }

    @Test
    void keepsItsComponentsToItself() {
        float[] given = {1, 0};
        Vector vector = Vector.towards(given);
        given[0] = 7;
        vector.components()[0] = 7;
        assertThat(vector.components()).containsExactly(1, 0);
    }

    @Test
    void equalsAnotherOfTheSameComponents() {
        assertThat(Vector.towards(new float[] {1, 2}))
                .isEqualTo(Vector.towards(new float[] {2, 4}))
                .hasSameHashCodeAs(Vector.towards(new float[] {2, 4}))
                .isNotEqualTo(Vector.towards(new float[] {1, 3}));
    }

    @Test
    void doesNotPrintItsComponents() {
        assertThat(Vector.towards(new float[] {1, 0})).hasToString("Vector[2]");
    }
}
