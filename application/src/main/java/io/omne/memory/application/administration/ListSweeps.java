package io.omne.memory.application.administration;

/// Query: lists the sweeps, which look for work that was missed or failed. Answered with {@link Sweeps}.
public record ListSweeps() {}
