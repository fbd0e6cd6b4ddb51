package io.omne.memory.application.administration;

/// Query: finds the state of the embedding for the memories of all users. Answered with an {@link EmbeddingState}.
///
/// @param failures the most failures to list
public record FindEmbeddingState(int failures) {}
