package io.omne;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.application.ModelProvider;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A provider whose model costs nothing: what is left is what Omne costs itself. Servers in the test's JVM have
/// it beside the real ones.
@Component
class ZeroCost implements ModelProvider {

    static final String NAME = "zero-cost";

    /// One that is in use, and another to change to.
    static final List<String> MODELS = List.of(NAME, "zero-cost-too");

    private static final int DIMENSION = 384;
    private static final Vector VECTOR = vector();

    private static Vector vector() {
        var components = new float[DIMENSION];
        components[0] = 1;
        return Vector.towards(components);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ModelSpec spec(@Nullable String model, @Nullable Integer dimension) {
        String name = model == null ? NAME : model;
        if (!MODELS.contains(name)) {
            throw new UnusableModel(UnusableModel.Part.MODEL, "must be one of " + String.join(", ", MODELS));
        }
        return new ModelSpec(NAME, new ModelName(name), DIMENSION);
    }

    @Override
    public EmbeddingModel open(ModelSpec spec) {
        return new EmbeddingModel() {
            @Override
            public ModelName name() {
                return spec.model();
            }

            @Override
            public int dimension() {
                return spec.dimension();
            }

            @Override
            public int[] tokenEnds(String text) {
                return new int[] {text.length()};
            }

            @Override
            public List<Vector> embed(List<String> passages) {
                return Collections.nCopies(passages.size(), VECTOR);
            }
        };
    }
}
