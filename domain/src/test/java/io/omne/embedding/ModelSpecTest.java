package io.omne.embedding;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ModelSpecTest {

    private static final ModelName NAME = new ModelName("a-model");

    @Test
    void rejectsWhatNoIndexHolds() {
        for (int dimension : new int[] {-1, 0, 4_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ModelSpec("local", NAME, dimension))
                    .withMessage("vectors of " + dimension + " dimensions, not of 1 to 4000");
        }
    }

    @Test
    void rejectsAModelOfNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelSpec(" ", NAME, 1));
    }
}
