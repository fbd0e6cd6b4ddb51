package io.omne.embedding.adapter.djl;

import static java.util.stream.Collectors.joining;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.application.ModelProvider;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The models in this process.
@Component
class LocalProvider implements ModelProvider {

    @Override
    public String name() {
        return "local";
    }

    @Override
    public ModelSpec spec(@Nullable String model, @Nullable Integer dimension) {
        Bert bert = model == null ? Bert.BGE_SMALL : named(model);
        if (dimension != null && dimension != bert.dimension()) {
            throw new UnusableModel(
                    Part.DIMENSION,
                    "%s has %d dimensions, not %d".formatted(bert.model(), bert.dimension(), dimension));
        }
        return new ModelSpec(name(), bert.model(), bert.dimension());
    }

    /// It computes as many passages at once as there are cores. One more would cost a fifth of what is done in all.
    @Override
    public EmbeddingModel open(ModelSpec spec) {
        return LocalModel.load(named(spec.model().value()), Runtime.getRuntime().availableProcessors());
    }

    private static Bert named(String model) {
        return Bert.named(model)
                .orElseThrow(() -> new UnusableModel(
                        Part.MODEL,
                        "there is no local model %s; there are %s"
                                .formatted(
                                        model,
                                        Arrays.stream(Bert.values())
                                                .map(it -> it.model().value())
                                                .collect(joining(" and ")))));
    }
}
