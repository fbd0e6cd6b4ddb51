package io.omne.embedding.api;

import io.omne.embedding.ModelName;
import org.jspecify.annotations.Nullable;

/// Thrown if the answer of the model is unusable: too few vectors, vectors of another dimension, or something that
/// cannot be read. Also thrown if the model itself failed.
public final class ModelFault extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    private final boolean isOfDimension;

    /// @param message may be shown to a user
    public ModelFault(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private ModelFault(String message, @Nullable Throwable cause, boolean isOfDimension) {
        super(message, cause);
        this.isOfDimension = isOfDimension;
    }

    /// Whether the fault is that a vector has the wrong dimension.
    public boolean isOfDimension() {
        return isOfDimension;
    }

    /// @param cause the exception that was thrown instead of an answer
    public static ModelFault of(ModelName model, Throwable cause) {
        return new ModelFault("the embedding model " + model + " gave no answer", cause);
    }

    /// @param dimension the dimension of the vector
    /// @param expected the dimension of the model
    public static ModelFault wrongDimension(ModelName model, int dimension, int expected) {
        return new ModelFault(
                "the embedding model %s gave a vector of %d dimensions, not of %d"
                        .formatted(model, dimension, expected),
                null,
                true);
    }

    public static ModelFault wrongCount(ModelName model, int vectors, int passages) {
        return new ModelFault(
                "the embedding model %s gave %d vectors for %d passages".formatted(model, vectors, passages), null);
    }
}
