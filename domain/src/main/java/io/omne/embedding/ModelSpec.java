package io.omne.embedding;

/// An embedding model as it was chosen: its provider, its name, and the number of components of its vectors.
/// Vectors of two specs that are not equal are never comparable.
///
/// @param provider `local`, `openai` or `cohere`
/// @param dimension 1 to {@value #MOST_DIMENSIONS}
public record ModelSpec(String provider, ModelName model, int dimension) {

    /// The most dimensions that an index of half-precision vectors supports.
    public static final int MOST_DIMENSIONS = 4_000;

    public ModelSpec {
        if (provider.isBlank()) {
            throw new IllegalArgumentException("a model has a provider");
        }
        if (dimension < 1 || dimension > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "vectors of %d dimensions, not of 1 to %d".formatted(dimension, MOST_DIMENSIONS));
        }
    }
}
