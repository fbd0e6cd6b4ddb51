package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolingTest {

    private static final float[] STATES = {1, 2, 3, 4, 5, 6};

    @Test
    void takesTheFirstToken() {
        assertThat(Pooling.CLS.pool(STATES, 2)).containsExactly(1, 2);
    }

    @Test
    void takesTheDirectionOfTheMean() {
        assertThat(Pooling.MEAN.pool(STATES, 2)).containsExactly(9, 12);
    }
}
