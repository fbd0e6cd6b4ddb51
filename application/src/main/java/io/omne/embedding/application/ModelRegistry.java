package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelCatalogue;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.TextRefused;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Opens each model of any provider at its first use and keeps it open.
@Component
class ModelRegistry implements ModelCatalogue, AutoCloseable {

    private static final int LONGEST_NAME = 255;

    /// A name is stored and appears in lines of the log, so it must not contain control characters or line breaks.
    private static final Pattern NAME = Pattern.compile("[^\\p{Zl}\\p{Zp}\\p{C}]{1,%d}".formatted(LONGEST_NAME));

    private final Map<String, ModelProvider> providers = new TreeMap<>();
    private final ModelCalls calls;
    private final Map<ModelSpec, EmbeddingModel> open = new ConcurrentHashMap<>();

    ModelRegistry(List<ModelProvider> providers, ModelCalls calls) {
        this.calls = calls;
        providers.forEach(provider -> this.providers.put(provider.name(), provider));
    }

    @Override
    public ModelSpec find(String provider, @Nullable String model, @Nullable Integer dimension) {
        if (model != null && (model.isBlank() || !NAME.matcher(model).matches())) {
            throw new UnusableModel(
                    Part.MODEL, "the name of a model has 1 to %d characters that can be seen".formatted(LONGEST_NAME));
        }
        if (dimension != null && (dimension < 1 || dimension > ModelSpec.MOST_DIMENSIONS)) {
            throw new UnusableModel(
                    Part.DIMENSION,
                    "vectors have 1 to %d dimensions, not %d".formatted(ModelSpec.MOST_DIMENSIONS, dimension));
        }
        return provider(provider).spec(model, dimension);
    }

    /// Closes the model again and does not count its calls, because it is not known yet whether the model will be
    /// used.
    @Override
    public void tryOut(ModelSpec spec) {
        try (EmbeddingModel model = provider(spec.provider()).open(spec)) {
            List<Vector> vectors = model.embed(List.of("Is anybody there?"));
            if (vectors.size() != 1 || vectors.getFirst().dimension() != spec.dimension()) {
                throw ModelFault.wrongDimension(
                        spec.model(), vectors.isEmpty() ? 0 : vectors.getFirst().dimension(), spec.dimension());
            }
        } catch (EmbeddingUnavailable e) {
            switch (e.reason()) {
                case UNAUTHORIZED -> throw new UnusableModel(Part.CREDENTIALS, said(e) + ": it does not take the key");
                case MISCONFIGURED ->
                    throw new UnusableModel(Part.MODEL, said(e) + ": there is no such model, or no such address");
                case AWAY, BUSY -> throw e;
            }
        } catch (ModelFault e) {
            throw new UnusableModel(e.isOfDimension() ? Part.DIMENSION : Part.MODEL, said(e));
        } catch (TextRefused e) {
            throw new UnusableModel(Part.MODEL, said(e) + ": it has no such model, or not in that dimension");
        }
    }

    private static String said(NotEmbedded e) {
        return String.valueOf(e.getMessage());
    }

    /// @throws UnusableModel if this instance cannot use the model
    EmbeddingModel open(ModelSpec spec) {
        return open.computeIfAbsent(
                spec, it -> new WatchedModel(provider(it.provider()).open(it), it, calls));
    }

    /// Closes a model that is not used after all.
    void discard(ModelSpec spec) {
        EmbeddingModel model = open.remove(spec);
        if (model != null) {
            model.close();
        }
    }

    private ModelProvider provider(String name) {
        ModelProvider provider = providers.get(name);
        if (provider == null) {
            // The message does not repeat the unknown name: it may be a secret in the wrong place.
            throw new UnusableModel(
                    Part.PROVIDER,
                    "there is no such provider; there are %s".formatted(String.join(", ", providers.keySet())));
        }
        return provider;
    }

    @Override
    public void close() {
        open.values().forEach(EmbeddingModel::close);
    }
}
