package io.omne.embedding.api;

import io.omne.embedding.Vector;
import java.util.List;

/// A text as its model has it.
///
/// @param vectors one for each passage that the model supports, in the order of the text; none where it
///     supports none of them
/// @param omitted how many passages have no vector: the model knows hardly a piece of them, and would give
///     the same vector to all such
public record EmbeddedText(List<Vector> vectors, int omitted) {

    public EmbeddedText {
        vectors = List.copyOf(vectors);
    }
}
