package io.omne.memory.application;

/// Command of the saga: take memories back whose lease has run out, for their instance is lost. Answered with their
/// number.
record ReleaseExpiredClaims(int limit) {}
