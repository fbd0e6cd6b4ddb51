package io.omne.memory.application.administration;

/// Query: what looks for embeddings that were missed or failed, answered with {@link Sweeps}.
public record ListSweeps() {}
