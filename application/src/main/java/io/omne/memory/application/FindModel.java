package io.omne.memory.application;

/// Query: which model is used, answered with a {@link ModelState}.
public record FindModel() {}
