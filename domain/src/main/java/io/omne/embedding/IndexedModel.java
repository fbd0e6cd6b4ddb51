package io.omne.embedding;

/// A model whose vectors are kept, in a table of their own.
///
/// @param id names the table; it is never given twice
public record IndexedModel(int id, ModelSpec spec) {}
