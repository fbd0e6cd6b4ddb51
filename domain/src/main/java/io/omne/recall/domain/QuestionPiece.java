package io.omne.recall.domain;

/// A word piece of a question.
///
/// @param id its place in the vocabulary
/// @param stopWord whether it is a word of grammar, such as "the"
public record QuestionPiece(short id, boolean stopWord) {}
