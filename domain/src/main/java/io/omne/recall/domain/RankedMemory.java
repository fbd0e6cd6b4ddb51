package io.omne.recall.domain;

import io.omne.recall.ScoreParts;
/// A memory with its score.
///
/// @param score the estimated probability that the memory helps to answer, from 0 to 1
/// @param parts what the score is made of

public record RankedMemory(IndexedMemory memory, double score, ScoreParts parts) {}
