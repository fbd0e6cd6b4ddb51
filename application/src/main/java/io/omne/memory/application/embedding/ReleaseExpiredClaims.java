package io.omne.memory.application.embedding;

/// Command of the saga: take memories back whose lease has run out, for their instance is lost. Answered with their
/// number.
public record ReleaseExpiredClaims(int limit) {}
