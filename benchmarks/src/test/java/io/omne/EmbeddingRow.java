package io.omne;

import java.util.ArrayList;
import java.util.List;

/// Memories embedded a second, end to end, with the local model, against the model alone.
final class EmbeddingRow implements OtherRow {

    private static final double LEAST_OF_RAW = 0.8;

    /// Memories with a model that costs nothing, by which the JVM gets warm.
    private static final int WARM = 20_000;

    @Override
    public String name() {
        return "embedding";
    }

    @Override
    public List<Figure> measure() throws Exception {
        var rates = new EmbeddingRates();
        rates.free(WARM);
        var figures = new ArrayList<Figure>();
        for (EmbeddingRates.Rate rate : rates.local()) {
            String what = "texts of %d words a second, until they are embedded".formatted(rate.words());
            figures.add(Figure.of(name(), what, rate.endToEnd(), "the local model alone", rate.raw())
                    .atLeast(LEAST_OF_RAW));
        }
        return figures;
    }
}
