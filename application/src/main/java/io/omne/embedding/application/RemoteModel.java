package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.domain.Batches;
import io.omne.embedding.domain.TokenGuess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model that a provider computes, asked in batches. How a batch is asked is the provider's own.
public interface RemoteModel extends EmbeddingModel {

    ModelSpec spec();

    /// How much the provider is asked for at once.
    Batches batches();

    /// The vectors of a batch of passages, in their order.
    List<Vector> ask(List<String> passages);

    /// What the provider gave for one passage.
    ///
    /// @throws ModelFault where that has not the model's dimension, or no direction: a component is not
    ///     finite as a float, or all of them are zero
    default Vector vector(float @Nullable [] components) {
        int length = components == null ? 0 : components.length;
        if (components == null || length != dimension()) {
            throw ModelFault.wrongDimension(name(), length, dimension());
        }
        try {
            return Vector.towards(components);
        } catch (IllegalArgumentException e) {
            throw new ModelFault(
                    "the embedding model %s gave a vector that is zero or not finite".formatted(name()), null);
        }
    }

    @Override
    default boolean isCancellable() {
        return true;
    }

    @Override
    default ModelName name() {
        return spec().model();
    }

    @Override
    default int dimension() {
        return spec().dimension();
    }

    /// Guessed, for providers do not tell.
    @Override
    default int[] tokenEnds(String text) {
        return TokenGuess.ends(text);
    }

    @Override
    default List<Vector> embed(List<String> passages) {
        return batches().of(passages).stream()
                .flatMap(batch -> ask(batch).stream())
                .toList();
    }
}
