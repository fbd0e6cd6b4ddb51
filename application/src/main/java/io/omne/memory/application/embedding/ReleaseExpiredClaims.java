package io.omne.memory.application.embedding;

/// Command of the saga: releases memories whose lease has expired because their instance is lost. Answered with
/// their number.
public record ReleaseExpiredClaims(int limit) {}
