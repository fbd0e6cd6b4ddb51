package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.ModelCatalogue;
import io.omne.embedding.api.UnusableModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The models of all providers, each opened when it is first asked and kept open.
@Component
class ModelRegistry implements ModelCatalogue, AutoCloseable {

    private final Map<String, ModelProvider> providers = new TreeMap<>();
    private final ModelCalls calls;
    private final Map<ModelSpec, EmbeddingModel> open = new ConcurrentHashMap<>();

    ModelRegistry(List<ModelProvider> providers, ModelCalls calls) {
        this.calls = calls;
        providers.forEach(provider -> this.providers.put(provider.name(), provider));
    }

    @Override
    public ModelSpec find(String provider, @Nullable String model, @Nullable Integer dimension) {
        if (model != null && model.isBlank()) {
            throw new UnusableModel(UnusableModel.Part.MODEL, "a model has a name");
        }
        if (dimension != null && (dimension < 1 || dimension > ModelSpec.MOST_DIMENSIONS)) {
            throw new UnusableModel(
                    UnusableModel.Part.DIMENSION,
                    "vectors have 1 to %d dimensions, not %d".formatted(ModelSpec.MOST_DIMENSIONS, dimension));
        }
        return provider(provider).spec(model, dimension);
    }

    /// @throws UnusableModel where this instance cannot use the model
    EmbeddingModel open(ModelSpec spec) {
        return open.computeIfAbsent(
                spec, it -> new WatchedModel(provider(it.provider()).open(it), it, calls));
    }

    private ModelProvider provider(String name) {
        ModelProvider provider = providers.get(name);
        if (provider == null) {
            // What was given instead is not repeated: it may be a secret in the wrong place.
            throw new UnusableModel(
                    UnusableModel.Part.PROVIDER,
                    "there is no such provider; there are %s".formatted(String.join(", ", providers.keySet())));
        }
        return provider;
    }

    @Override
    public void close() {
        open.values().forEach(EmbeddingModel::close);
    }
}
