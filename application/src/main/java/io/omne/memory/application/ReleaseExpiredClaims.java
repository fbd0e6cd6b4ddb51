package io.omne.memory.application;

/// Command of the saga: give back memories whose lease has run out. Answered with their number.
record ReleaseExpiredClaims(int limit) {}
