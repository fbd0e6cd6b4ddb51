package io.omne.embedding.application.modelchange;

/// Query: finds the serving model and the change in progress. Answered with a {@link ModelState}.
public record FindModel() {}
