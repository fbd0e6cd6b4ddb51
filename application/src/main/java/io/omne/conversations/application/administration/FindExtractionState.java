package io.omne.conversations.application.administration;

/// Query: finds the state of the extraction for the conversations of all users. Answered with an {@link
/// ExtractionState}.
///
/// @param failures the most failures, and the most codes of errors, to list
public record FindExtractionState(int failures) {}
