package io.omne.embedding.api;

import io.omne.embedding.TextKey;

/// A text that has vectors of the serving model.
///
/// @param revision the number of the content; another content has another number
/// @param isPartial whether, according to the source, some of its passages have no vector
public record SourceText(TextKey key, int revision, String text, boolean isPartial) {}
