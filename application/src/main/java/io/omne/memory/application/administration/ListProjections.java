package io.omne.memory.application.administration;

/// Query: how far the read models are, answered with {@link ProjectionStates}.
public record ListProjections() {}
