package io.omne.embedding.api;

import io.omne.embedding.EmbeddedPassage;
import java.util.List;

/// The passages of a text with the vectors that a model gives for them.
///
/// @param passages those that the model supports, in the order of the text; empty if it supports none
/// @param omitted how many passages have no vector, because the model knows hardly any of their words and would
///     give nearly the same vector to all such passages
public record EmbeddedText(List<EmbeddedPassage> passages, int omitted) {

    public EmbeddedText {
        passages = List.copyOf(passages);
    }
}
