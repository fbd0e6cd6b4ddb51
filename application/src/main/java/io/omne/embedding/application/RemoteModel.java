package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.domain.Batches;
import io.omne.embedding.domain.TokenGuess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model that a provider on the network computes, in batches. Each provider implements its own requests.
public interface RemoteModel extends EmbeddingModel {

    ModelSpec spec();

    /// The limits of one request to the provider.
    Batches batches();

    /// Requests the vectors of a batch of passages, in their order.
    List<Vector> ask(List<String> passages);

    /// Converts the provider's answer for one passage to a vector.
    ///
    /// @throws ModelFault if the answer does not have the model's dimension, or has no direction: a component is
    ///     not finite as a float, or all of them are zero
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

    /// Estimated, because providers do not reveal their tokens.
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
