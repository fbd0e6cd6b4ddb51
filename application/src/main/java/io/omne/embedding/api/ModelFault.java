package io.omne.embedding.api;

import io.omne.embedding.ModelName;
import org.jspecify.annotations.Nullable;

/// The model answered, and the answer is of no use: too few vectors, vectors of another dimension, or nothing
/// that can be read. Or it failed in itself.
public final class ModelFault extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    private final boolean isOfDimension;

    /// @param message fit to be shown to a user
    public ModelFault(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private ModelFault(String message, @Nullable Throwable cause, boolean isOfDimension) {
        super(message, cause);
        this.isOfDimension = isOfDimension;
    }

    /// Whether a vector has another dimension than it should have.
    public boolean isOfDimension() {
        return isOfDimension;
    }

    /// @param cause what was thrown instead of an answer
    public static ModelFault of(ModelName model, Throwable cause) {
        return new ModelFault("the embedding model " + model + " gave no answer", cause);
    }

    /// @param dimension what a vector has
    /// @param expected what it should have
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
