package io.omne.embedding;

/// The name of an embedding model as its makers write it, such as `bge-small-en-v1.5`. Vectors of different
/// models are never comparable.
public record ModelName(String value) {

    public ModelName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a model has a name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
