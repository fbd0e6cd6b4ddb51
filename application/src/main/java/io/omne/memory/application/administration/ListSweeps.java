package io.omne.memory.application.administration;

/// Query: lists the sweeps, which look for embeddings that were missed or failed. Answered with {@link Sweeps}.
public record ListSweeps() {}
