package io.omne.embedding;

/// A passage of a text, with its vector.
///
/// @param span where the passage is in its text
public record EmbeddedPassage(TextSpan span, Vector vector) {}
