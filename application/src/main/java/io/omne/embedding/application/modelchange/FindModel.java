package io.omne.embedding.application.modelchange;

/// Query: which model is used, answered with a {@link ModelState}.
public record FindModel() {}
