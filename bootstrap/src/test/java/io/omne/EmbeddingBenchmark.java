package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// How many memories are embedded a second, end to end: with the local model against the same model driven raw
/// on the same texts in the same run, and with a model that costs nothing. `./omne bench embedding` runs it, the
/// latter first: it warms the JVM for the others.
@TestMethodOrder(MethodOrderer.MethodName.class)
class EmbeddingBenchmark {

    private static final int FREE = Integer.getInteger("omne.bench.memories", 60_000);
    private static final int LEAST_A_SECOND = 2_000;
    private static final double LEAST_OF_RAW = 0.8;

    private final EmbeddingRates rates = new EmbeddingRates();

    @Test
    void embedsLocallyHardlySlowerThanTheModelAlone() throws Exception {
        assertThat(rates.local()).allMatch(it -> it.ratio() >= LEAST_OF_RAW);
    }

    @Test
    void costsLittleItself() throws Exception {
        assertThat(rates.free(FREE)).isGreaterThan(LEAST_A_SECOND);
    }
}
