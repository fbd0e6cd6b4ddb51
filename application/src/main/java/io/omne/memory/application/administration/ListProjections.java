package io.omne.memory.application.administration;

/// Query: lists the read models and how far they are. Answered with {@link ProjectionStates}.
public record ListProjections() {}
