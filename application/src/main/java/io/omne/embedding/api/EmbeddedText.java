package io.omne.embedding.api;

import io.omne.embedding.Vector;
import java.util.List;

/// The vectors that a model gives for a text.
///
/// @param vectors one for each passage that the model supports, in the order of the text; empty if it supports none
/// @param omitted how many passages have no vector, because the model knows hardly any of their words and would
///     give nearly the same vector to all such passages
public record EmbeddedText(List<Vector> vectors, int omitted) {

    public EmbeddedText {
        vectors = List.copyOf(vectors);
    }
}
