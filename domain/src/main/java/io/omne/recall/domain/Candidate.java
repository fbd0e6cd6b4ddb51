package io.omne.recall.domain;

/// A memory that is ranked.
///
/// @param cosine of the angle between the question's vector and that of the memory's best passage; NaN if the
///     memory has no vector, or the question has none
public record Candidate(IndexedMemory memory, double cosine) {}
