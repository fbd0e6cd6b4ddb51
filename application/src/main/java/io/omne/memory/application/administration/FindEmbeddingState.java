package io.omne.memory.application.administration;

/// Query: how the embedding of everybody's memories stands, answered with an {@link EmbeddingState}.
///
/// @param failures how many of the latest are told at most
public record FindEmbeddingState(int failures) {}
